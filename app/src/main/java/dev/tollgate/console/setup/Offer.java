package dev.tollgate.console.setup;

import dev.tollgate.gateway.Simulated;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import java.util.List;
import java.util.stream.Stream;

/// A provider the card offers; one of an address of the user's own has no base URL yet.
///
/// @param id what its entry in the configuration is called; empty where the address tells
/// @param keyPage where a key is made, or the local server is had; may be empty
/// @param keyHint how its keys begin; empty where they have no mark
/// @param testModel empty where the user has to name one
record Offer(String id, String name, String baseUrl, Need key, String keyPage, String keyHint, String testModel,
        List<String> models) {
    /// Whether it takes a key.
    enum Need {
        NONE,
        OPTIONAL,
        NEEDED
    }

    static final Offer BUILT_IN =
            new Offer("built-in", "Built-in model", Simulated.BASE_URL, Need.NONE, "", "", "sim-small",
                    List.of("sim-large", "sim-small", "sim-code"));
    static final Offer OTHER =
            new Offer("", "OpenAI-compatible URL", "", Need.OPTIONAL, "", "", "", List.of());

    Offer {
        models = List.copyOf(models);
    }

    /// Those with a name, hosted ones first; last the one without an address.
    static List<Offer> named() {
        return Stream.concat(Catalogue.providers().stream().filter(Offer::isSimple).map(Offer::of), Stream.of(OTHER))
                .toList();
    }

    /// What needs more than a key is set up among the providers.
    private static boolean isSimple(CatalogueProvider known) {
        return known.place().blank().isEmpty() && switch (known.key().auth()) {
            case AWS, GOOGLE -> false;
            case BEARER, X_API_KEY, X_GOOG_API_KEY, API_KEY, NONE -> true;
        };
    }

    private static Offer of(CatalogueProvider known) {
        var need = known.keyNeeded() ? Need.NEEDED : Need.NONE;
        return new Offer(known.id(), known.name(), known.baseUrl(), need, known.signUpUrl(), known.keyHint(),
                known.testModel(), known.models());
    }

    boolean builtIn() {
        return equals(BUILT_IN);
    }

    boolean asksUrl() {
        return baseUrl.isEmpty();
    }

    @Override
    public String toString() {
        return name;
    }
}
