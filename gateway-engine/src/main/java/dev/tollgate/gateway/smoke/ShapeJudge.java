package dev.tollgate.gateway.smoke;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Judges answers that must keep a form: tool calls, JSON mode, JSON schema. Pure.
final class ShapeJudge {
    private static final String TOOL = "get_weather";

    private ShapeJudge() {}

    /// One call of a tool as it was put together.
    private record Called(String id, String name, String arguments) {}

    static Finding tools(Came whole, Came streamed) {
        return Lost.ofOptional(whole, "tools").or(() -> Lost.of(streamed)).orElseGet(() -> {
            var choice = whole.json().path("choices").path(0);
            var calls = choice.path("message").path("tool_calls").valueStream().map(ShapeJudge::called).toList();
            var deltas = Reading.chunks(streamed.received()).stream()
                    .flatMap(c -> c.path("choices").path(0).path("delta").path("tool_calls").valueStream()).toList();
            var joined = joined(deltas);
            var assertions = new Assertions()
                    .must("the answer calls a tool", !calls.isEmpty(), "Tools are ignored",
                            "It was told to use " + TOOL + " and answered in prose: an agent cannot act. Said: "
                                    + TextJudge.shortened(choice.path("message").path("content").asString("")));
            called(assertions, calls, "");
            assertions.should("finish_reason is tool_calls",
                    calls.isEmpty() || choice.path("finish_reason").asString("").equals("tool_calls"),
                    "finish_reason hides the call", "It is \"" + choice.path("finish_reason").asString("")
                            + "\": agents that look at it take the turn for finished.");
            assertions.must("the stream calls a tool", !deltas.isEmpty(), "Tools are ignored in streams",
                    "Whole answers call the tool, streamed ones do not.")
                    .must("tool_calls[*].index is one value per id", !isSplit(deltas),
                            "Arguments split over two indices", "The stream gives one call several index values,"
                                    + " so a client joins half an argument string.");
            called(assertions, joined, " of the stream");
            return assertions.finding("called " + TOOL, "Whole and streamed; arguments "
                    + TextJudge.shortened(calls.isEmpty() ? "" : calls.getFirst().arguments()));
        });
    }

    private static void called(Assertions assertions, List<Called> calls, String where) {
        boolean any = !calls.isEmpty();
        var first = any ? calls.getFirst() : new Called("", "", "");
        var arguments = Reading.json(first.arguments());
        assertions
                .must("the call" + where + " names " + TOOL, !any || first.name().equals(TOOL),
                        "Another tool is called",
                        "It calls \"" + first.name() + "\", which nobody offered.")
                .must("the call" + where + " has an id", !any || !first.id().isEmpty(), "The call has no id",
                        "The tool's result cannot be sent back to it.")
                .must("the arguments" + where + " are a JSON object", !any || arguments.isObject(),
                        "Arguments are no JSON", "They read: " + TextJudge.shortened(first.arguments()))
                .must("the arguments" + where + " have city and days as declared",
                        !any || (arguments.path("city").isString() && arguments.path("days").isIntegralNumber()),
                        "Arguments are not as declared", "city should be a string and days a whole number: "
                                + TextJudge.shortened(first.arguments()));
    }

    private static Called called(JsonNode call) {
        var function = call.path("function");
        return new Called(call.path("id").asString(""), function.path("name").asString(""),
                function.path("arguments").asString(function.path("arguments").toString()));
    }

    /// As clients do it: by index.
    private static List<Called> joined(List<JsonNode> deltas) {
        var calls = new TreeMap<Integer, Called>();
        for (var delta : deltas) {
            var part = delta.path("function");
            calls.merge(delta.path("index").asInt(0),
                    new Called(delta.path("id").asString(""), part.path("name").asString(""),
                            part.path("arguments").asString("")),
                    (known, more) -> new Called(known.id() + more.id(), known.name() + more.name(),
                            known.arguments() + more.arguments()));
        }
        return List.copyOf(calls.values());
    }

    /// An id at two indices, or arguments at an index that no call has opened.
    private static boolean isSplit(List<JsonNode> deltas) {
        Map<String, Integer> places = new HashMap<>();
        Map<Integer, Boolean> opened = new HashMap<>();
        for (var delta : deltas) {
            int index = delta.path("index").asInt(0);
            var id = delta.path("id").asString("");
            if (!id.isEmpty() && places.merge(id, index, (known, _) -> known) != index) {
                return true;
            }
            if (id.isEmpty() && delta.path("function").path("name").asString("").isEmpty()
                    && !opened.containsKey(index)) {
                return true;
            }
            opened.put(index, true);
        }
        return false;
    }

    static Finding json(Came came) {
        return Lost.ofOptional(came, "JSON mode").orElseGet(() -> {
            var content = content(came);
            return new Assertions()
                    .must("the content is one JSON object and nothing else", Reading.json(content).isObject(),
                            content.contains("```") ? "JSON wrapped in a code fence" : "JSON mode is broken",
                            "A client that parses the content fails. It begins: " + TextJudge.shortened(content))
                    .finding("JSON", "It reads: " + TextJudge.shortened(content));
        });
    }

    static Finding schema(Came came) {
        return Lost.ofOptional(came, "a JSON schema").orElseGet(() -> {
            var content = content(came);
            var object = Reading.json(content);
            var read = "It reads: " + TextJudge.shortened(content);
            return new Assertions()
                    .must("the content is one JSON object and nothing else", object.isObject(),
                            "The schema is ignored", "The content is no JSON object. " + read)
                    .must("place_name, inhabitants and is_capital are there",
                            !object.isObject() || (object.has("place_name") && object.has("inhabitants")
                                    && object.has("is_capital")),
                            "The schema is ignored", "Fields that the schema requires are missing. " + read)
                    .must("they have the types of the schema",
                            !object.isObject() || (object.path("place_name").isString()
                                    && object.path("inhabitants").isIntegralNumber()
                                    && object.path("is_capital").isBoolean()),
                            "Types are not those of the schema", read)
                    .must("there is no other field", !object.isObject() || object.size() == 3,
                            "Fields that the schema forbids", read)
                    .finding("as the schema says", read);
        });
    }

    private static String content(Came came) {
        return came.json().path("choices").path(0).path("message").path("content").asString("").strip();
    }
}
