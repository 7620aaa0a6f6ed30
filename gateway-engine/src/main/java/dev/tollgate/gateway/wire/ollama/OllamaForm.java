package dev.tollgate.gateway.wire.ollama;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Ollama's own `/api/chat`, whose streams are lines of JSON. Stateless and thread-safe.
public final class OllamaForm implements ProviderForm {
    @Override
    public Protocol protocol() {
        return Protocol.OLLAMA;
    }

    @Override
    public ObjectNode ask(Prompt prompt, Model model, List<String> dropped) {
        return new PromptWriter(prompt, new Dropped(dropped)).body();
    }

    @Override
    public Answer answer(JsonNode body) {
        return AnswerReader.whole(body);
    }

    @Override
    public PieceReader reader() {
        return new AnswerReader();
    }
}
