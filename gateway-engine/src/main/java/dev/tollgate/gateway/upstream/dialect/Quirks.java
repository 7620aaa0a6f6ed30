package dev.tollgate.gateway.upstream.dialect;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.term.Quirk;
import java.util.Set;

/// In what a provider's figures differ from OpenAI's, as the catalogue tells it.
///
/// @param reasoningBeside reasoning tokens come on top of `completion_tokens`
/// @param totalMisleads `total_tokens` is not input plus output
public record Quirks(boolean reasoningBeside, boolean totalMisleads) {
    public static final Quirks NONE = new Quirks(false, false);

    /// The quirks of whoever answers at this address. Cheap: the catalogue remembers addresses.
    public static Quirks of(String baseUrl) {
        var known = Catalogue.byBaseUrl(baseUrl).map(provider -> provider.quirks().general()).orElse(Set.of());
        return new Quirks(known.contains(Quirk.REASONING_BESIDE), known.contains(Quirk.TOTAL_MISLEADS));
    }
}
