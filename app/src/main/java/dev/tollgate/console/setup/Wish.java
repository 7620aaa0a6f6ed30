package dev.tollgate.console.setup;

import dev.tollgate.gateway.Simulated;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.term.Dialect;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The provider as filled in: what is tested, and what then goes into the configuration.
///
/// @param secret its key as typed; never printed
record Wish(Offer offer, String url, String model, Optional<String> secret) {
    static Wish of(Offer offer, String url, String model, String secret) {
        var typed = secret.strip();
        return new Wish(offer, offer.asksUrl() ? tidy(url) : offer.baseUrl(),
                model.isBlank() ? offer.testModel() : model.strip(),
                offer.key() == Offer.Need.NONE || typed.isEmpty() ? Optional.empty() : Optional.of(typed));
    }

    private static String tidy(String url) {
        var text = url.strip().replaceAll("/+$", "");
        text = text.replaceAll("/chat/completions$", "");
        return text.isEmpty() || text.contains("://") ? text : "http://" + text;
    }

    /// What is missing before it can be tried, in words.
    Optional<String> missing() {
        if (host(url).isEmpty()) {
            return Optional.of("Type the base URL first, such as http://192.168.1.20:8000/v1.");
        }
        if (offer.key() == Offer.Need.NEEDED && secret.isEmpty()) {
            return Optional.of("Paste the key of " + offer.name() + " first. It is made at " + offer.keyPage() + ".");
        }
        return model.isEmpty()
                ? Optional.of("Type the name of a model it has. Its own list tells.")
                : Optional.empty();
    }

    /// What tells its shipped prices; empty for an unknown address.
    Optional<String> catalogueId() {
        return Catalogue.byBaseUrl(url).map(known -> known.id());
    }

    boolean simulated() {
        return url.equals(Simulated.BASE_URL);
    }

    /// Costs nobody anything: made up here, or answered by a known server on this machine.
    boolean free() {
        return simulated() || Catalogue.byBaseUrl(url).filter(CatalogueProvider::local).isPresent();
    }

    /// What looks wrong while it is typed, in words; nothing is said of what is still empty.
    Optional<String> doubt() {
        if (offer.asksUrl() && !url.isEmpty() && (host(url).isEmpty() || !url.matches("(?i)https?://.*"))) {
            return Optional.of("This is no address such as http://192.168.1.20:8000/v1.");
        }
        return secret.flatMap(this::doubt);
    }

    private Optional<String> doubt(String typed) {
        if (typed.chars().anyMatch(Character::isWhitespace)) {
            return Optional.of("A key has no spaces. Was more than the key copied?");
        }
        if (typed.startsWith("tg-")) {
            return Optional.of("This looks like a key of Tollgate; the provider's own is needed here.");
        }
        if (!offer.keyHint().isEmpty() && !typed.startsWith(offer.keyHint())) {
            return Optional.of("Keys of " + offer.name() + " begin with " + offer.keyHint() + ".");
        }
        return plainText() ? Optional.of("http:// sends this key over the network unencrypted.") : Optional.empty();
    }

    private boolean plainText() {
        return url.startsWith("http://") && host(url).filter(h -> !h.equals("localhost") && !h.endsWith(".localhost")
                && !h.startsWith("127.") && !h.equals("[::1]")).isPresent();
    }

    /// Its lines for a configuration file, naming the key as the home keeps it.
    String yaml(GatewayConfig config, Optional<Secret> kept) {
        var reference = kept.flatMap(Wish::reference).map(text -> "    credentials: [\"" + text + "\"]\n").orElse("");
        return "providers:\n  " + name(config) + ":\n" + dialect() + "    base_url: \"" + url + "\"\n" + reference
                + (free() ? "    free: true\n" : "") + "    models: [\"" + model.replace("\"", "") + "\"]";
    }

    /// Said where it is not the usual one.
    private String dialect() {
        var dialect = Catalogue.dialect(url);
        return dialect == Dialect.OPENAI ? "" : "    dialect: " + dialect.word() + "\n";
    }

    /// A kept key as a file names it; one that stands in full is not to be shown.
    private static Optional<String> reference(Secret kept) {
        return switch (kept) {
            case Secret.Stored(String id) -> Optional.of("stored:" + id);
            case Secret.Keychain(String name) -> Optional.of("keychain:" + name);
            case Secret.Env(String name) -> Optional.of("env:" + name);
            case Secret.InFile(String path) -> Optional.of("file:" + path);
            case Secret.Hashed _,Secret.Literal _ -> Optional.empty();
        };
    }

    /// As the configuration would name it: its own entry again, or the first name nobody else has.
    String name(GatewayConfig config) {
        var wanted = offer.id().isEmpty() ? catalogueId().orElseGet(() -> fromHost(url)) : offer.id();
        var name = wanted;
        for (int i = 2; config.provider(name).filter(other -> !other.baseUrl().equals(url)).isPresent(); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    /// For a trial before anything is kept.
    Provider trial(GatewayConfig config) {
        return provider(config, Optional.empty());
    }

    /// The configuration with it, in place of an entry of the same name.
    GatewayConfig into(GatewayConfig config, Optional<Secret> kept) {
        var next = provider(config, kept);
        var providers = new ArrayList<>(config.providers());
        providers.removeIf(other -> other.name().equals(next.name()));
        providers.add(next);
        return config.withProviders(providers);
    }

    private Provider provider(GatewayConfig config, Optional<Secret> kept) {
        var name = name(config);
        var before = config.provider(name);
        var models = new LinkedHashSet<>(before.map(Provider::models).orElse(offer.models()));
        models.add(model);
        var credentials = kept.map(Credential::of).map(List::of)
                .orElseGet(() -> before.map(Provider::credentials).orElse(List.of()));
        return new Provider(name, before.map(Provider::dialect).orElseGet(() -> Catalogue.dialect(url)), url,
                credentials, free(), true, List.copyOf(models),
                before.flatMap(Provider::endpoints), before.flatMap(Provider::health),
                before.flatMap(Provider::region), before.flatMap(Provider::apiVersion),
                before.flatMap(Provider::project));
    }

    private static String fromHost(String url) {
        var name = host(url).orElse("").toLowerCase(Locale.ROOT).replaceAll("^(api|www)\\.", "")
                .replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "provider" : name;
    }

    private static Optional<String> host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost());
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Wish[" + offer.name() + ", " + url + ", " + model + "]";
    }
}
