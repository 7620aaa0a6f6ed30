package dev.tollgate.gateway.wire.ollama;

import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt.Turn;
import dev.tollgate.gateway.wire.neutral.Turns;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes turns as messages. Used once.
final class MessageWriter {
    private static final String BETWEEN = "\n\n";

    private final ArrayNode messages = Json.array();
    private final Dropped dropped;
    /// Ids of the last answer's calls. Servers that know no ids tell results of one tool apart by this order alone.
    private List<String> called = List.of();

    MessageWriter(Dropped dropped) {
        this.dropped = dropped;
    }

    ArrayNode messages(List<Turn> turns) {
        for (var turn : Turns.joined(turns)) {
            switch (turn.role()) {
                case SYSTEM -> new SpokenWriter("system", messages, dropped).write(turn.parts());
                case USER -> user(turn.parts());
                case ASSISTANT -> assistant(turn.parts());
            }
        }
        return messages;
    }

    /// Results first: they belong right behind their calls. A tool's message holds text; what it shows follows it.
    private void user(List<Part> parts) {
        var shown = new ArrayList<Part>();
        parts.stream().filter(Part.Result.class::isInstance).map(Part.Result.class::cast)
                .sorted(Comparator.comparingInt(this::order)).forEach(result -> result(result, shown));
        parts.stream().filter(part -> !(part instanceof Part.Result)).forEach(shown::add);
        if (!shown.isEmpty() || parts.isEmpty()) {
            new SpokenWriter("user", messages, dropped).write(shown);
        }
    }

    private int order(Part.Result result) {
        int at = called.indexOf(result.id());
        return at < 0 ? called.size() : at;
    }

    private void result(Part.Result result, List<Part> shown) {
        var texts = new ArrayList<String>();
        for (var part : result.content()) {
            dropped.addIf(SpokenWriter.marked(part), "cache_control");
            SpokenWriter.words(part).ifPresentOrElse(texts::add, () -> shown.add(part));
        }
        if (texts.isEmpty() && !result.content().isEmpty()) {
            texts.add("See the attached file.");
        }
        dropped.addIf(result.error(), "tool_result.is_error");
        dropped.addIf(result.cache().isPresent(), "cache_control");
        messages.addObject().put("role", "tool").put("content", String.join(BETWEEN, texts))
                .put("tool_name", result.name()).put("tool_call_id", result.id());
    }

    /// A turn of which nothing is left, another's thoughts perhaps, is none.
    private void assistant(List<Part> parts) {
        var calls = parts.stream().filter(Part.Call.class::isInstance).map(Part.Call.class::cast).toList();
        var texts = parts.stream().filter(part -> part instanceof Part.Text || part instanceof Part.Refusal).toList();
        dropped.addIf(parts.stream().anyMatch(Part.Media.class::isInstance), "media in an assistant message");
        dropped.addIf(texts.stream().anyMatch(SpokenWriter::marked), "cache_control");
        if (texts.isEmpty() && calls.isEmpty()) {
            return;
        }
        var text = texts.stream().flatMap(part -> SpokenWriter.words(part).stream()).collect(Collectors.joining());
        var message = messages.addObject().put("role", "assistant").put("content", text);
        called = calls.stream().map(Part.Call::id).toList();
        if (!calls.isEmpty()) {
            thoughts(message, parts);
            var written = message.putArray("tool_calls");
            calls.forEach(call -> written.add(call(call)));
        }
    }

    /// A model goes on from the thoughts that led to its calls; one's with a seal are another family's.
    private static void thoughts(ObjectNode message, List<Part> parts) {
        var text = parts.stream().filter(Part.Thought.class::isInstance).map(Part.Thought.class::cast)
                .filter(thought -> thought.seal().isEmpty() && !thought.text().isEmpty()).map(Part.Thought::text)
                .collect(Collectors.joining(BETWEEN));
        if (!text.isEmpty()) {
            message.put("thinking", text);
        }
    }

    private static ObjectNode call(Part.Call call) {
        var written = Json.object().put("id", call.id());
        written.putObject("function").put("name", call.name()).set("arguments", arguments(call));
        return written;
    }

    private static JsonNode arguments(Part.Call call) {
        if (call.freeform()) {
            return Freeform.wrapped(call.arguments());
        }
        return call.arguments().isBlank()
                ? Json.object()
                : Json.read(call.arguments()).filter(JsonNode::isObject)
                        .orElseThrow(() -> Untranslatable.wrong(Untranslatable.Place.CONVERSATION,
                                "holds a call of " + call.name() + " whose arguments are no JSON object"));
    }
}
