package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Begun;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Form;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import dev.tollgate.gateway.wire.neutral.PieceWriter;
import dev.tollgate.gateway.wire.neutral.Prompt;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Google's `generateContent`. Its path names the model and whether it streams, so the body holds neither. Fields are read
/// in camelCase and in snake_case, and written in camelCase.
public final class GeminiForm implements Form {
    @Override
    public Protocol protocol() {
        return Protocol.GEMINI;
    }

    @Override
    public Prompt prompt(JsonNode body) {
        return new PromptReader(new At("", body)).read();
    }

    @Override
    public ObjectNode ask(Prompt prompt, Model model, List<String> dropped) {
        return new PromptWriter(prompt, model, dropped).write();
    }

    @Override
    public Answer answer(JsonNode body) {
        return AnswerReader.whole(body);
    }

    @Override
    public ObjectNode reply(Answer answer, Usage usage, Prompt asked, long created) {
        return AnswerWriter.whole(answer, usage, asked);
    }

    @Override
    public PieceReader reader() {
        return new AnswerReader();
    }

    @Override
    public PieceWriter writer(Prompt asked, long created) {
        return new StreamWriter(asked);
    }

    @Override
    public Optional<PieceWriter> goingOn(Prompt asked, Begun begun) {
        var writer = new StreamWriter(asked);
        begun.replay(writer, new EventOut());
        return Optional.of(writer);
    }
}
