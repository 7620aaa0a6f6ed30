package dev.tollgate.gateway.wire.neutral;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Protocol;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One protocol's words for prompts and answers, in all four directions. Stateless and thread-safe.
public interface Form {
    Protocol protocol();

    /// Reads what a client asks.
    ///
    /// @throws Untranslatable where it is wrong, or asks for what no other protocol has
    Prompt prompt(JsonNode body);

    /// Writes what a provider is asked. The prompt's model is written as it stands; for a protocol that has the model or
    /// the stream in its path, neither is in the body.
    ///
    /// @param model what is known of the model that is asked
    /// @param dropped takes the names of fields, by the client's path or plain words, that could not be carried over
    /// @throws Untranslatable where leaving something out would change what is meant
    ObjectNode ask(Prompt prompt, Model model, List<String> dropped);

    /// Reads a whole answer of a provider.
    ///
    /// @throws Garbled where it is none
    Answer answer(JsonNode body);

    /// Writes a whole answer for a client.
    ///
    /// @param asked what the client wants answered
    /// @param created epoch second for protocols that state one
    ObjectNode reply(Answer answer, Usage usage, Prompt asked, long created);

    PieceReader reader();

    /// @param asked what the client wants answered
    /// @param created epoch second for protocols that state one
    PieceWriter writer(Prompt asked, long created);

    /// What is known of the model that is asked.
    ///
    /// @param name the provider's
    /// @param maxOutput its most output tokens; 0 where unknown
    /// @param maxCompletionTokens takes a cap as `max_completion_tokens`, not as `max_tokens`
    record Model(String name, long maxOutput, boolean maxCompletionTokens) {}
}
