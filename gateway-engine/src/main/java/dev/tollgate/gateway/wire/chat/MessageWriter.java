package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Quirk;
import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt.Turn;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes turns as messages. Used once.
final class MessageWriter {
    private static final String BETWEEN = "\n\n";
    private final ArrayNode messages = Json.array();
    private final ProviderForm.Model model;
    private final boolean tools;
    private final List<String> dropped;

    /// @param tools whether the model may call any
    MessageWriter(ProviderForm.Model model, boolean tools, List<String> dropped) {
        this.model = model;
        this.tools = tools;
        this.dropped = dropped;
    }

    ArrayNode messages(List<Turn> turns) {
        for (var turn : Turns.joined(turns)) {
            switch (turn.role()) {
                case SYSTEM -> content(message("system"), turn.parts(), BETWEEN);
                case USER -> user(turn.parts());
                case ASSISTANT -> assistant(turn.parts());
            }
        }
        return messages;
    }

    private ObjectNode message(String role) {
        return messages.addObject().put("role", role);
    }

    /// Results first: they belong right behind their calls. A tool's message holds text; what it shows follows it.
    private void user(List<Part> parts) {
        var shown = new ArrayList<Part>();
        for (var part : parts) {
            if (part instanceof Part.Result result) {
                result(result, shown);
            }
        }
        parts.stream().filter(part -> !(part instanceof Part.Result)).forEach(shown::add);
        if (!shown.isEmpty() || parts.isEmpty()) {
            content(message("user"), shown, BETWEEN);
        }
    }

    private void result(Part.Result result, List<Part> shown) {
        var texts = new ArrayList<Part>();
        for (var part : result.content()) {
            (part instanceof Part.Media media && plain(media).isEmpty() ? shown : texts).add(part);
        }
        if (texts.isEmpty()) {
            texts.add(Part.Text.of(result.content().isEmpty() ? "" : "See the attached file."));
        }
        if (result.cache().isPresent() && texts.getLast() instanceof Part.Text(var text, _)) {
            texts.set(texts.size() - 1, new Part.Text(text, result.cache()));
        }
        content(message("tool").put("tool_call_id", result.id()), texts, BETWEEN);
    }

    /// A turn of which nothing is left, another's thoughts perhaps, is none: many refuse empty answers.
    private void assistant(List<Part> parts) {
        var calls = parts.stream().filter(Part.Call.class::isInstance).map(Part.Call.class::cast).toList();
        var texts = parts.stream().filter(MessageWriter::isText).toList();
        if (parts.stream().anyMatch(Part.Media.class::isInstance)) {
            dropped.add("media in an assistant message");
        }
        if (texts.isEmpty() && calls.isEmpty()) {
            return;
        }
        var message = message("assistant");
        if (texts.isEmpty()) {
            message.putNull("content");
        } else {
            content(message, texts, "");
        }
        if (!calls.isEmpty() || (tools && model.has(Quirk.REASONING_NEEDED))) {
            thoughts(message, parts);
        }
        if (!calls.isEmpty()) {
            var written = message.putArray("tool_calls");
            calls.forEach(call -> written.add(call(call)));
        }
    }

    private static boolean isText(Part part) {
        return part instanceof Part.Text || part instanceof Part.Refusal;
    }

    /// DeepSeek, GLM and OpenRouter want their reasoning back with the calls it led to; nobody wants another's.
    private void thoughts(ObjectNode message, List<Part> parts) {
        var own = parts.stream().filter(Part.Thought.class::isInstance).map(Part.Thought.class::cast)
                .filter(thought -> thought.seal().map(seal -> seal.by() == Protocol.CHAT).orElse(true)).toList();
        if (model.has(Quirk.NO_REASONING_BACK)) {
            if (!own.isEmpty()) {
                dropped.add("reasoning in an assistant message");
            }
            return;
        }
        var text = own.stream().map(Part.Thought::text).filter(said -> !said.isEmpty())
                .collect(Collectors.joining(BETWEEN));
        reasoning(message, text);
        var details = Json.array();
        own.forEach(thought -> thought.seal().ifPresent(
                seal -> details.add(Thoughts.entry(thought.text(), thought.hidden(), seal, details.size()))));
        if (!details.isEmpty() && !model.has(Quirk.REASONING_FIELD)) {
            message.set("reasoning_details", details);
        }
    }

    /// Whoever insists on its reasoning takes a blank for what was lost, or was another model's.
    private void reasoning(ObjectNode message, String text) {
        if (!text.isEmpty()) {
            message.put(model.has(Quirk.REASONING_FIELD) ? "reasoning" : "reasoning_content", text);
        } else if (model.has(Quirk.REASONING_NEEDED)) {
            message.put("reasoning_content", " ");
        }
    }

    private static ObjectNode call(Part.Call call) {
        var written = Json.object().put("id", call.id()).put("type", "function");
        var arguments = call.freeform() ? Json.text(Freeform.wrapped(call.arguments())) : call.arguments();
        written.putObject("function").put("name", call.name())
                .put("arguments", arguments.isBlank() ? "{}" : arguments);
        call.seal().filter(MessageWriter::isGemini).ifPresent(seal -> Thoughts.onCall(written, seal));
        return written;
    }

    private static boolean isGemini(Seal seal) {
        return seal.by() == Protocol.GEMINI;
    }

    /// One string where it is text only: not every imitation takes parts, above all not in every role.
    private static void content(ObjectNode message, List<Part> parts, String between) {
        if (parts.stream().allMatch(MessageWriter::isPlain)) {
            message.put("content", parts.stream().map(MessageWriter::words).collect(Collectors.joining(between)));
            return;
        }
        var content = message.putArray("content");
        parts.forEach(part -> PartWriter.write(part).ifPresent(content::add));
    }

    private static boolean isPlain(Part part) {
        return switch (part) {
            case Part.Text(_, var cache) -> cache.isEmpty();
            case Part.Media media -> plain(media).isPresent() && media.cache().isEmpty();
            case Part.Refusal _,Part.Call _,Part.Result _,Part.Thought _ -> true;
        };
    }

    private static String words(Part part) {
        return switch (part) {
            case Part.Text(var text, _) -> text;
            case Part.Refusal(var text) -> text;
            case Part.Media media -> plain(media).orElse("");
            case Part.Call _,Part.Result _,Part.Thought _ -> "";
        };
    }

    private static Optional<String> plain(Part.Media media) {
        return media.source() instanceof Part.Source.Plain(var text) ? Optional.of(text) : Optional.empty();
    }
}
