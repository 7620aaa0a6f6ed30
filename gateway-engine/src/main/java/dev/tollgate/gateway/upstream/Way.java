package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import java.util.Optional;

/// How one call is put to its provider.
///
/// @param at the provider's endpoint that answers
/// @param protocol in whose words it is asked and answers
/// @param embedding texts for a provider that embeds in other words
/// @param translation empty where the client speaks the same protocol: its bytes pass
/// @param seam joins the answer to one that the client has a part of
record Way(Endpoint at, Protocol protocol, Optional<Translation> translation, Optional<Embedding> embedding,
        Optional<Seam> seam) {
    Way(Endpoint at, Protocol protocol, Optional<Translation> translation, Optional<Embedding> embedding) {
        this(at, protocol, translation, embedding, Optional.empty());
    }

    Way with(Seam next) {
        return new Way(at, protocol, translation, embedding, Optional.of(next));
    }
}
