package dev.tollgate.gateway.wire.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The order of a stream's events, as OpenAI keeps it.
final class Order {
    private final Map<Integer, StringBuilder> open = new HashMap<>();
    private final Map<Integer, JsonNode> done = new HashMap<>();

    private Order() {}

    /// Fails where an event is out of turn, an item is told twice, or deltas and wholes disagree.
    static void check(List<JsonNode> events) {
        assertEquals("response.created", events.getFirst().path("type").asString());
        assertEquals("response.in_progress", events.get(1).path("type").asString());
        var order = new Order();
        for (int i = 0; i < events.size(); i++) {
            assertEquals(i, events.get(i).path("sequence_number").asInt(-1), "sequence of " + events.get(i));
            order.next(events.get(i));
        }
        assertTrue(order.open.isEmpty(), "items are left open: " + order.open);
        var output = events.getLast().path("response").path("output");
        assertEquals(order.done.size(), output.size());
        order.done.forEach((place, item) -> assertEquals(item, output.path(place)));
    }

    private void next(JsonNode event) {
        int place = event.path("output_index").asInt(-1);
        switch (event.path("type").asString()) {
            case "response.output_item.added" -> {
                assertNull(open.put(place, new StringBuilder()), "added twice: " + event);
                assertEquals(open.size() + done.size() - 1, place, "places rise");
            }
            case "response.output_item.done" -> {
                var said = open.remove(place);
                assertNotNull(said, "done but not open: " + event);
                done.put(place, event.path("item"));
                assertEquals(whole(event.path("item")), said.toString());
            }
            case "response.output_text.delta", "response.refusal.delta", "response.function_call_arguments.delta",
                    "response.custom_tool_call_input.delta", "response.reasoning_summary_text.delta" -> {
                assertTrue(open.containsKey(place), "grows but is not open: " + event);
                open.getOrDefault(place, new StringBuilder()).append(event.path("delta").asString());
            }
            case "response.output_text.done", "response.reasoning_summary_text.done" ->
                assertEquals(event.path("text").asString(), said(place));
            case "response.function_call_arguments.done" ->
                assertEquals(event.path("arguments").asString(), said(place));
            case "response.custom_tool_call_input.done" ->
                assertEquals(event.path("input").asString(), said(place));
            default -> assertTrue(place < 0 || open.containsKey(place), "out of turn: " + event);
        }
    }

    private String said(int place) {
        return String.valueOf(open.get(place));
    }

    private static String whole(JsonNode item) {
        return switch (item.path("type").asString()) {
            case "message" -> item.path("content").path(0).path("text").asString("")
                    + item.path("content").path(0).path("refusal").asString("");
            case "function_call" -> item.path("arguments").asString();
            case "custom_tool_call" -> item.path("input").asString();
            case "reasoning" -> item.path("summary").path(0).path("text").asString("");
            default -> "";
        };
    }
}
