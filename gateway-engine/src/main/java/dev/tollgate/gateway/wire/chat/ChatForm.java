package dev.tollgate.gateway.wire.chat;

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

/// Chat completions: the protocol with the most dialects, so answers are read liberally and written as OpenAI does.
/// Stateless and thread-safe.
public final class ChatForm implements Form {
    @Override
    public Protocol protocol() {
        return Protocol.CHAT;
    }

    @Override
    public Prompt prompt(JsonNode body) {
        return new PromptReader(body).prompt();
    }

    @Override
    public ObjectNode ask(Prompt prompt, Model model, List<String> dropped) {
        return new PromptWriter(prompt, model, dropped).body();
    }

    @Override
    public Answer answer(JsonNode body) {
        return AnswerReader.answer(body);
    }

    @Override
    public ObjectNode reply(Answer answer, Usage usage, Prompt asked, long created) {
        return new ReplyWriter(answer, asked).body(usage, created);
    }

    @Override
    public PieceReader reader() {
        return new ChunkReader();
    }

    @Override
    public PieceWriter writer(Prompt asked, long created) {
        return new ChunkWriter(asked, created);
    }

    @Override
    public Optional<PieceWriter> goingOn(Prompt asked, Begun begun) {
        long created = begun.events().stream().mapToLong(chunk -> chunk.path("created").asLong(0)).filter(at -> at > 0)
                .findFirst().orElse(0);
        var writer = new ChunkWriter(asked, created);
        begun.replay(writer, new EventOut());
        writer.keep(begun.id());
        return Optional.of(writer);
    }
}
