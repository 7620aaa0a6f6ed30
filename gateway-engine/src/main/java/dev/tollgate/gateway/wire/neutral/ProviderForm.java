package dev.tollgate.gateway.wire.neutral;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Quirk;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One protocol's words on a provider's side: what is asked is written, what is answered is read. Stateless and
/// thread-safe.
public interface ProviderForm {
    Protocol protocol();

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

    PieceReader reader();

    /// What is known of the model that is asked.
    ///
    /// @param name the provider's
    /// @param maxOutput its most output tokens; 0 where unknown
    /// @param quirks in what its chat completions differ from most
    record Model(String name, long maxOutput, Set<Quirk> quirks) {
        public Model {
            quirks = Set.copyOf(quirks);
        }

        /// @param maxCompletionTokens takes a cap as `max_completion_tokens`, not as `max_tokens`
        public Model(String name, long maxOutput, boolean maxCompletionTokens) {
            this(name, maxOutput, maxCompletionTokens ? Set.of(Quirk.MAX_COMPLETION_TOKENS) : Set.of());
        }

        public boolean has(Quirk quirk) {
            return quirks.contains(quirk);
        }
    }
}
