package dev.tollgate.gateway.upstream.judge;

import dev.tollgate.gateway.config.Policy.Escalation;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Judges the answers to one request by what its route wants another target asked for. Immutable and thread-safe.
public final class Judge {
    private final Set<Escalation> on;
    private final Prompt.Format format;
    private final List<Prompt.Tool> tools;

    private Judge(Set<Escalation> on, Prompt.Format format, List<Prompt.Tool> tools) {
        this.on = on;
        this.format = format;
        this.tools = tools;
    }

    /// @param on what makes another try worth its price
    /// @return empty where nothing can be found in an answer to such a request
    public static Optional<Judge> of(Ask ask, Set<Escalation> on) {
        boolean judged = on.stream().anyMatch(each -> each != Escalation.TIMEOUT);
        if (!judged || !isConversation(ask.endpoint()) || ask.choices() > 1) {
            return Optional.empty();
        }
        var prompt = on.contains(Escalation.INVALID_JSON) ? prompt(ask) : Optional.<Prompt>empty();
        return Optional.of(new Judge(on, prompt.map(Prompt::format).orElse(new Prompt.Format.Free()),
                prompt.map(Prompt::tools).orElse(List.of())));
    }

    private static boolean isConversation(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT, RESPONSES, MESSAGES, GENERATE -> true;
            case COMPLETIONS, EMBEDDINGS, IMAGES, AUDIO, MODERATIONS, RERANK, FILES, BATCHES, COUNT_TOKENS, CONVERSE,
                    OLLAMA_CHAT ->
                false;
        };
    }

    private static Optional<Prompt> prompt(Ask ask) {
        try {
            var body = ask.body();
            return Json.read(body, 0, body.length).map(Forms.of(ask.protocol())::prompt);
        } catch (Untranslatable _) {
            return Optional.empty(); // what is asked in words of its own is judged by its provider alone
        }
    }

    /// What is wrong with a whole answer.
    ///
    /// @param by in whose words the provider spoke
    public Optional<Unfit> whole(Answer answer, Protocol by) {
        return refusal(answer, by).or(() -> nothing(answer)).or(() -> json(answer));
    }

    /// What is wrong for certain with an answer that has only begun.
    public Optional<Unfit> begun(Answer soFar) {
        return wants(Escalation.REFUSAL) && soFar.parts().stream().anyMatch(Part.Refusal.class::isInstance)
                ? Optional.of(REFUSED)
                : Optional.empty();
    }

    /// What is wrong with an answer that cannot be read as one, such as one with half a tool call.
    public Optional<Unfit> odd() {
        return wants(Escalation.INVALID_JSON)
                ? invalid("the answer is not built as its protocol says")
                : Optional.empty();
    }

    private static final Unfit REFUSED = new Unfit(Fault.REFUSAL, "the model refused");

    private boolean wants(Escalation what) {
        return on.contains(what);
    }

    /// A stop for safety's sake is the model's own at Anthropic, a filter's elsewhere.
    private Optional<Unfit> refusal(Answer answer, Protocol by) {
        boolean words = answer.parts().stream().anyMatch(Part.Refusal.class::isInstance);
        boolean filtered = answer.finish() == Finish.FILTER;
        if (wants(Escalation.REFUSAL) && (words || (filtered && by == Protocol.MESSAGES))) {
            return Optional.of(REFUSED);
        }
        return wants(Escalation.CONTENT_FILTER) && filtered && !words && by != Protocol.MESSAGES
                ? Optional.of(new Unfit(Fault.CONTENT_FILTER, "a content filter ended the answer"))
                : Optional.empty();
    }

    private Optional<Unfit> nothing(Answer answer) {
        return wants(Escalation.EMPTY) && answer.finish() != Finish.FILTER
                && answer.parts().stream().noneMatch(Judge::says)
                        ? Optional.of(new Unfit(Fault.MALFORMED, "the answer says nothing"))
                        : Optional.empty();
    }

    private static boolean says(Part part) {
        return switch (part) {
            case Part.Text(var text, _) -> !text.isBlank();
            case Part.Refusal _,Part.Call _,Part.Media _ -> true;
            case Part.Thought _,Part.Result _ -> false;
        };
    }

    private Optional<Unfit> json(Answer answer) {
        if (!wants(Escalation.INVALID_JSON)) {
            return Optional.empty();
        }
        var calls = answer.parts().stream().filter(Part.Call.class::isInstance).map(Part.Call.class::cast).toList();
        return calls.stream().flatMap(call -> arguments(call).stream()).findFirst()
                .or(() -> calls.isEmpty() ? text(answer) : Optional.empty());
    }

    private Optional<Unfit> text(Answer answer) {
        var text = answer.parts().stream().filter(Part.Text.class::isInstance).map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining());
        return switch (format) {
            case Prompt.Format.Free _ -> Optional.empty();
            case Prompt.Format.Json _ -> Json.read(text).filter(JsonNode::isObject).isPresent()
                    ? Optional.empty()
                    : invalid("the answer is no JSON object");
            case Prompt.Format.Schema(_, var schema, _) -> Json.read(text)
                    .map(value -> Schemas.fault(schema, value).flatMap(
                            why -> invalid("the answer does not keep to its schema: " + why)))
                    .orElseGet(() -> invalid("the answer is no JSON"));
        };
    }

    /// Arguments are an object, also where the model need not keep to the tool's schema.
    private Optional<Unfit> arguments(Part.Call call) {
        if (call.freeform()) {
            return Optional.empty();
        }
        var said = call.arguments().isBlank() ? Optional.of(Json.object()) : Json.read(call.arguments());
        var object = said.filter(JsonNode::isObject);
        if (object.isEmpty()) {
            return invalid("the arguments of a tool call are no JSON object");
        }
        return tools.stream().filter(tool -> tool.name().equals(call.name()) && !tool.schema().isEmpty()).findFirst()
                .flatMap(tool -> Schemas.fault(tool.schema(), object.get())).flatMap(
                        why -> invalid("the arguments of a tool call do not keep to its schema: " + why));
    }

    private static Optional<Unfit> invalid(String why) {
        return Optional.of(new Unfit(Fault.INVALID_JSON, why));
    }
}
