package dev.tollgate.console.routes;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.term.Dialect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// A provider in the editor. Immutable; what was pasted is in it until it is saved, and never printed.
///
/// @param before as it was when editing began; empty for a new one
/// @param all every key, also those that another address leaves behind
record ProviderDraft(Optional<Provider> before, String name, String baseUrl, String region, boolean free,
        boolean enabled, List<String> models, List<Key> all, Dialect dialect, String apiVersion,
        String project) {
    ProviderDraft {
        models = List.copyOf(models);
        all = List.copyOf(all);
    }

    /// One credential: kept already, or just pasted.
    ///
    /// @param kept empty where it was pasted
    /// @param pasted empty text where it is kept
    record Key(Optional<Secret> kept, String pasted, OptionalLong rpm, OptionalLong tpm, OptionalLong parallel) {
        static Key of(Credential credential) {
            return new Key(Optional.of(credential.secret()), "", credential.rpm(), credential.tpm(),
                    credential.parallel());
        }

        static Key pasted(String secret) {
            return new Key(Optional.empty(), secret, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
        }

        /// Another secret under the same limits.
        Key replaced(String secret) {
            return new Key(Optional.empty(), secret, rpm, tpm, parallel);
        }

        Key limited(OptionalLong calls, OptionalLong tokens, OptionalLong atOnce) {
            return new Key(kept, pasted, calls, tokens, atOnce);
        }

        /// @param keep puts a pasted secret away and returns its reference
        Credential credential(Function<String, Secret> keep) {
            return new Credential(kept.orElseGet(() -> keep.apply(pasted)), rpm, tpm, parallel);
        }

        @Override
        public String toString() {
            return kept.map(Secret::toString).orElse("pasted");
        }
    }

    static ProviderDraft empty() {
        return new ProviderDraft(Optional.empty(), "", "", "", false, true, List.of(), List.of(),
                Dialect.OPENAI, "", "");
    }

    static ProviderDraft of(Provider provider) {
        return new ProviderDraft(Optional.of(provider), provider.name(), provider.baseUrl(),
                provider.region().orElse(""), provider.free(), provider.enabled(), provider.models(),
                provider.credentials().stream().map(Key::of).toList(), provider.dialect(),
                provider.apiVersion().orElse(""), provider.project().orElse(""));
    }

    /// With what the fields say.
    ProviderDraft with(String nextName, String nextUrl, String nextRegion, boolean nowFree, List<String> nextModels) {
        return new ProviderDraft(before, nextName, tidy(nextUrl), nextRegion, nowFree, enabled, nextModels, all,
                dialect, apiVersion, project);
    }

    ProviderDraft speaking(Dialect next) {
        return new ProviderDraft(before, name, baseUrl, region, free, enabled, models, all, next, apiVersion, project);
    }

    ProviderDraft versioned(String next) {
        return new ProviderDraft(before, name, baseUrl, region, free, enabled, models, all, dialect, next, project);
    }

    ProviderDraft inProject(String next) {
        return new ProviderDraft(before, name, baseUrl, region, free, enabled, models, all, dialect, apiVersion, next);
    }

    ProviderDraft withKeys(List<Key> next) {
        return new ProviderDraft(before, name, baseUrl, region, free, enabled, models, next, dialect, apiVersion,
                project);
    }

    /// The same typing over what somebody else made of the provider: keys that were not touched here are theirs.
    ProviderDraft over(Optional<Provider> now) {
        boolean touched = !all.equals(before.map(ProviderDraft::of).map(ProviderDraft::all).orElse(List.of()));
        return now.map(ProviderDraft::of).map(theirs -> new ProviderDraft(now, name, baseUrl, region, free,
                theirs.enabled, models, touched ? all : theirs.all, dialect, apiVersion, project))
                .orElseGet(() -> new ProviderDraft(now, name, baseUrl, region, free, enabled, models, all,
                        dialect, apiVersion, project));
    }

    private static String tidy(String url) {
        var text = url.strip().replaceAll("/+$", "").replaceAll("/chat/completions$", "");
        return text.isEmpty() || text.contains("://") ? text : "http://" + text;
    }

    /// Whether it has another address than it had: then the keys it had stay behind.
    boolean moved() {
        return before.filter(was -> !was.baseUrl().equals(baseUrl)).isPresent();
    }

    /// The keys it will have.
    List<Key> keys() {
        return moved() ? all.stream().filter(key -> key.kept().isEmpty()).toList() : all;
    }

    /// How many keys another address leaves behind.
    int leftBehind() {
        return all.size() - keys().size();
    }

    ProviderDraft moved(int from, int to) {
        var next = new ArrayList<>(all);
        Collections.swap(next, from, to);
        return withKeys(next);
    }

    Provider provider(List<Credential> credentials) {
        var was = before;
        return new Provider(name, dialect, baseUrl,
                credentials, free,
                enabled,
                models, was.flatMap(Provider::endpoints), was.flatMap(Provider::health),
                Optional.of(region).filter(text -> !text.isBlank()),
                Optional.of(apiVersion).filter(text -> !text.isBlank()),
                Optional.of(project).filter(text -> !text.isBlank()));
    }

    @Override
    public String toString() {
        return "ProviderDraft[" + name + ", " + baseUrl + ", " + all.size() + " keys]";
    }

    /// A model of an address that no catalogue knows is known by what it was to be tested with.
    ProviderDraft testedWith(String asked) {
        boolean unknown = models.isEmpty() && Catalogue.byBaseUrl(baseUrl).isEmpty();
        return unknown && !asked.isEmpty() ? with(name, baseUrl, region, free, List.of(asked)) : this;
    }
}
