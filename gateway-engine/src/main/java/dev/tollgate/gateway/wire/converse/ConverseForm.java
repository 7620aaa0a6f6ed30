package dev.tollgate.gateway.wire.converse;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Bedrock's Converse and ConverseStream. Its path names the model and whether it streams, so the body holds neither.
/// Events of a stream are read as objects with their name as `type`. Stateless and thread-safe.
public final class ConverseForm implements ProviderForm {
    @Override
    public Protocol protocol() {
        return Protocol.CONVERSE;
    }

    @Override
    public ObjectNode ask(Prompt prompt, Model model, List<String> dropped) {
        return new PromptWriter(prompt, model, dropped).body();
    }

    @Override
    public Answer answer(JsonNode body) {
        return AnswerReader.read(body);
    }

    @Override
    public PieceReader reader() {
        return new StreamReader();
    }
}
