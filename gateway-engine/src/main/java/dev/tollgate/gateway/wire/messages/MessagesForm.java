package dev.tollgate.gateway.wire.messages;

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

/// Anthropic's Messages. Stateless and thread-safe.
public final class MessagesForm implements Form {
    @Override
    public Protocol protocol() {
        return Protocol.MESSAGES;
    }

    @Override
    public Prompt prompt(JsonNode body) {
        return PromptReader.read(body);
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
    public ObjectNode reply(Answer answer, Usage usage, Prompt asked, long created) {
        return AnswerWriter.message(answer, usage, asked);
    }

    @Override
    public PieceReader reader() {
        return new StreamReader();
    }

    @Override
    public PieceWriter writer(Prompt asked, long created) {
        return new StreamWriter(asked);
    }

    @Override
    public Optional<PieceWriter> goingOn(Prompt asked, Begun begun) {
        var writer = new StreamWriter(asked);
        begun.replay(writer, new EventOut());
        return Optional.of(writer).filter(known -> known.isAt(begun.of("content_block_start").size(),
                begun.of("content_block_stop").size())).map(PieceWriter.class::cast);
    }
}
