package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Begun;
import dev.tollgate.gateway.wire.neutral.Form;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import dev.tollgate.gateway.wire.neutral.PieceWriter;
import dev.tollgate.gateway.wire.neutral.Prompt;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's Responses, without anything that lives at the provider: stored answers, conversations, hosted tools.
/// Stateless and thread-safe.
public final class ResponsesForm implements Form {
    @Override
    public Protocol protocol() {
        return Protocol.RESPONSES;
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
        return AnswerWriter.reply(answer, usage, asked, created);
    }

    @Override
    public PieceReader reader() {
        return new StreamReader();
    }

    @Override
    public PieceWriter writer(Prompt asked, long created) {
        return new StreamWriter(asked, created);
    }

    @Override
    public Optional<PieceWriter> goingOn(Prompt asked, Begun begun) {
        return StreamWriter.goingOn(asked, begun).map(PieceWriter.class::cast);
    }

    /// What the API documents as the code of an answer that failed, which clients read as one of a few.
    public static String failure(String code) {
        return code.equals("rate_limit_exceeded") || code.startsWith("invalid_") ? code : "server_error";
    }
}
