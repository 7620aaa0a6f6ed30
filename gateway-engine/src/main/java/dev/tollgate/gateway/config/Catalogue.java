package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Quirk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The shipped list of providers. Immutable, read once when first asked for.
public final class Catalogue {
    private static final class Shipped {
        private static final List<CatalogueProvider> PROVIDERS = load();
        private static final Map<String, Optional<CatalogueProvider>> BY_URL = new ConcurrentHashMap<>();
    }

    private static final int REMEMBERED = 1_000;

    private Catalogue() {}

    /// In the order they are offered: hosted ones first.
    public static List<CatalogueProvider> providers() {
        return Shipped.PROVIDERS;
    }

    public static Optional<CatalogueProvider> byId(String id) {
        return providers().stream().filter(p -> p.id().equals(id)).findFirst();
    }

    /// Whose address this is: by host, for servers on this machine by port. Asked for each request, so answers are
    /// remembered.
    public static Optional<CatalogueProvider> byBaseUrl(String url) {
        var known = Shipped.BY_URL.get(url);
        if (known != null) {
            return known;
        }
        var found = find(url);
        if (Shipped.BY_URL.size() < REMEMBERED) {
            Shipped.BY_URL.put(url, found);
        }
        return found;
    }

    /// What is most likely spoken at this address.
    public static Dialect dialect(String url) {
        return byBaseUrl(url).map(CatalogueProvider::dialect).orElse(Dialect.OPENAI);
    }

    /// Of several at one port the one with the same path, else the first.
    private static Optional<CatalogueProvider> find(String url) {
        return CataloguePlace.uri(url).flatMap(asked -> {
            var there = providers().stream().filter(p -> p.local() ? p.place().hasPort(asked) : p.place().has(asked))
                    .toList();
            return there.stream().filter(p -> CataloguePlace.uri(p.baseUrl()).map(URI::getPath)
                    .filter(path -> path.equals(asked.getPath())).isPresent()).findFirst()
                    .or(() -> there.stream().findFirst());
        });
    }

    /// What is known of a model at a configured provider.
    public static Optional<CatalogueModel> model(Provider provider, String model) {
        return byBaseUrl(provider.baseUrl()).flatMap(p -> p.model(model));
    }

    /// In what this model of a provider is odd.
    public static Set<Quirk> quirks(Provider provider, String model) {
        return byBaseUrl(provider.baseUrl()).map(p -> p.quirks().of(model)).orElse(Set.of());
    }

    /// Whether a provider takes this model's maximum of output tokens as `max_completion_tokens`.
    public static boolean sendsMaxCompletionTokens(Provider provider, String model) {
        return quirks(provider, model).contains(Quirk.MAX_COMPLETION_TOKENS);
    }

    /// The limits of a provider's free tier, as far as they hold by the minute and are known; none otherwise.
    public static Quota freeQuota(Provider provider) {
        return byBaseUrl(provider.baseUrl()).map(known -> known.terms().freeQuota()).orElse(Quota.NONE);
    }

    /// Whether a target goes on from a partial answer: as it says, else as far as is known of the model.
    ///
    /// @param model as sent
    public static boolean continues(Provider provider, Target target, String model) {
        return target.prefill().orElseGet(() -> quirks(provider, model).contains(Quirk.PREFILL));
    }

    private static List<CatalogueProvider> load() {
        try (var in = Objects.requireNonNull(Catalogue.class.getResourceAsStream("catalogue.yaml"))) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalStateException where the text is no catalogue
    static List<CatalogueProvider> read(String text) {
        var report = new Report();
        var root = Yaml.read(text, report).map(node -> Value.root(node, report).fields()).orElseThrow();
        var providers = root.get("providers").map(Value::fields).map(Fields::all).orElseThrow().entrySet().stream()
                .map(entry -> CatalogueProvider.read(entry.getKey(), entry.getValue().fields())).toList();
        root.close();
        if (!report.mistakes().isEmpty()) {
            throw new IllegalStateException("catalogue.yaml: " + report.mistakes());
        }
        return providers;
    }
}
