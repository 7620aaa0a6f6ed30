package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Reads a streamed answer. Deltas are taken as they come; what a provider says only when an item is done is made up for
/// then. For one thread.
final class StreamReader implements PieceReader {
    /// Items by their place in the output.
    private final Map<Integer, StreamItem> items = new TreeMap<>();
    private final List<Piece> fresh = new ArrayList<>();
    private int slots;
    private boolean opened;
    private boolean finished;
    private String id = "";

    @Override
    public void read(String name, JsonNode data, Consumer<Piece> out) {
        if (finished) {
            return;
        }
        event(data.path("type").asString(name), data);
        var pieces = List.copyOf(fresh);
        fresh.clear();
        pieces.forEach(out);
    }

    private void event(String type, JsonNode data) {
        open(data.path("response"));
        var index = data.path("content_index").asInt(0);
        var delta = data.path("delta").asString("");
        switch (type) {
            case "response.output_item.added" -> item(data, data.path("item")).begin(data.path("item"));
            case "response.output_item.done" -> item(data, data.path("item")).done(data.path("item"));
            case "response.output_text.delta" -> of(data, "message").say(index, delta, false);
            case "response.refusal.delta" -> of(data, "message").say(index, delta, true);
            case "response.content_part.done" -> of(data, "message").partDone(index, data.path("part"));
            case "response.function_call_arguments.delta" -> of(data, "function_call").argue(delta);
            case "response.custom_tool_call_input.delta" -> of(data, "custom_tool_call").argue(delta);
            case "response.reasoning_summary_text.delta" ->
                of(data, "reasoning").think("summary " + data.path("summary_index").asInt(0), delta);
            case "response.reasoning_text.delta" -> of(data, "reasoning").think("content " + index, delta);
            case "response.completed", "response.incomplete" -> end(data.path("response"));
            default -> {
                // what is told again when the item is done, and the provider's own tools
            }
        }
    }

    private void open(JsonNode response) {
        if (!opened && response.isObject()) {
            opened = true;
            id = response.path("id").asString("");
            fresh.add(new Piece.Opened(id, response.path("model").asString("")));
        }
    }

    private StreamItem item(JsonNode event, JsonNode said) {
        return items.computeIfAbsent(event.path("output_index").asInt(items.size()),
                place -> new StreamItem(said, "call_" + id + "_" + place, () -> slots++, fresh::add));
    }

    /// The item that an event belongs to, also where nobody announced it.
    private StreamItem of(JsonNode event, String type) {
        return items.values().stream()
                .filter(item -> !event.has("output_index") && item.is(event.path("item_id").asString(""))).findFirst()
                .orElseGet(() -> item(event, StreamItem.unannounced(type, event)));
    }

    private void end(JsonNode response) {
        finished = true;
        if (items.isEmpty()) {
            unstreamed(response.path("output"));
        }
        var finish = Words.finish(response, items.values().stream().anyMatch(StreamItem::called));
        items.values().forEach(item -> item.end(finish));
        var usage = AnswerReader.usage(response);
        if (usage.isObject()) {
            fresh.add(new Piece.Counted(usage));
        }
        fresh.add(new Piece.Finished(finish, Optional.empty()));
    }

    /// Some providers stream nothing and tell all at the end.
    private void unstreamed(JsonNode output) {
        for (var said : output.values()) {
            item(said, said).done(said);
        }
    }
}
