package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a whole answer. Used once.
final class ReplyWriter {
    private final Answer answer;
    private final Prompt asked;
    private final ObjectNode message = Json.object().put("role", "assistant");
    private final ArrayNode calls = Json.array();
    private final ArrayNode details = Json.array();
    private final ArrayNode images = Json.array();

    ReplyWriter(Answer answer, Prompt asked) {
        this.answer = answer;
        this.asked = asked;
    }

    /// @param created epoch second
    ObjectNode body(Usage usage, long created) {
        message(created);
        var body = Json.object().put("id", Words.id(answer.id(), created)).put("object", "chat.completion")
                .put("created", created).put("model", answer.model().isEmpty() ? asked.model() : answer.model());
        var choice = body.putArray("choices").addObject().put("index", 0);
        choice.set("message", message);
        choice.putNull("logprobs").put("finish_reason", Words.reason(answer.finish(), !calls.isEmpty()));
        body.set("usage", Words.usage(usage));
        return body;
    }

    private void message(long created) {
        answer.parts().forEach(part -> part(part, created));
        var content = joined(part -> part instanceof Part.Text(var text, _) ? text : "");
        var refusal = joined(part -> part instanceof Part.Refusal(var text) ? text : "");
        message.put("content", content.isEmpty() && (!calls.isEmpty() || !refusal.isEmpty()) ? null : content);
        message.put("refusal", refusal.isEmpty() ? null : refusal);
        var thought = joined(part -> part instanceof Part.Thought said ? said.text() : "");
        if (!thought.isEmpty()) {
            message.put("reasoning_content", thought);
        }
        listed("reasoning_details", details);
        listed("tool_calls", calls);
        listed("images", images);
    }

    private String joined(Function<Part, String> said) {
        return answer.parts().stream().map(said).collect(Collectors.joining());
    }

    private void listed(String name, ArrayNode list) {
        if (!list.isEmpty()) {
            message.set(name, list);
        }
    }

    private void part(Part part, long created) {
        switch (part) {
            case Part.Thought thought -> thought.seal().ifPresent(
                    seal -> details.add(Thoughts.entry(thought.text(), thought.hidden(), seal, details.size())));
            case Part.Call call -> calls.add(call(call, created));
            case Part.Media media -> Shown.image(media).ifPresentOrElse(images::add,
                    () -> Shown.sound(media, created).ifPresent(sound -> message.set("audio", sound)));
            case Part.Text _,Part.Refusal _,Part.Result _ -> {
                // joined, or not a model's
            }
        }
    }

    private ObjectNode call(Part.Call call, long created) {
        var id = call.id().isEmpty() ? Words.callId(Words.id(answer.id(), created), calls.size()) : call.id();
        var written = Json.object().put("id", id);
        if (call.freeform() || Freeform.asked(asked, call.name())) {
            written.put("type", "custom").putObject("custom").put("name", call.name())
                    .put("input", call.freeform() ? call.arguments() : Freeform.input(call.arguments()));
        } else {
            written.put("type", "function").putObject("function").put("name", call.name())
                    .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
        }
        call.seal().ifPresent(seal -> Thoughts.onCall(written, seal));
        return written;
    }

    /// What a model showed, as OpenRouter and OpenAI write it.
    static final class Shown {
        private Shown() {}

        static Optional<ObjectNode> image(Part.Media media) {
            if (media.kind() != Part.Kind.IMAGE) {
                return Optional.empty();
            }
            return switch (media.source()) {
                case Part.Source.Data _,Part.Source.Link _ -> PartWriter.write(media);
                case Part.Source.Stored _,Part.Source.Plain _ -> Optional.empty();
            };
        }

        static Optional<ObjectNode> sound(Part.Media media, long created) {
            return media.kind() == Part.Kind.AUDIO && media.source() instanceof Part.Source.Data(var base64)
                    ? Optional.of(Json.object().put("id", "audio_" + created).put("data", base64)
                            .put("expires_at", created).put("transcript", ""))
                    : Optional.empty();
        }
    }

    /// Tools that take any text: other protocols call them with an object of one field.
    static final class Freeform {
        private Freeform() {}

        static boolean asked(Prompt asked, String name) {
            return asked.tools().stream().anyMatch(tool -> tool.freeform() && tool.name().equals(name));
        }

        static String input(String arguments) {
            return Json.read(arguments).flatMap(node -> Json.string(node, "input")).orElse(arguments);
        }
    }
}
