package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// A provider that the setup offers by name, so that nobody has to look up an address.
///
/// @param signUpUrl the page where a key is made; for a local server, where it is had
/// @param keyHint how its keys begin, such as `sk-`; empty where they have no mark
/// @param local runs on this machine, told apart by its port
/// @param testModel cheap and widely allowed, for a test call; empty where only the server knows its models
/// @param details its well-known models in the order they are offered
/// @param maxCompletionTokens beginnings of the models that refuse `max_tokens`
/// @param endpoints what it has; empty: all of its dialect
public record CatalogueProvider(String id, String name, String baseUrl, String signUpUrl, String keyHint,
        boolean keyNeeded, boolean local, String testModel, List<CatalogueModel> details,
        List<String> maxCompletionTokens, Dialect dialect, Optional<Set<Endpoint>> endpoints) {
    private static final Pattern DATED = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}|\\d{4,8}|latest)");

    public CatalogueProvider {
        details = List.copyOf(details);
        maxCompletionTokens = List.copyOf(maxCompletionTokens);
        endpoints = endpoints.map(Set::copyOf);
    }

    /// The names of its well-known models.
    public List<String> models() {
        return details.stream().map(CatalogueModel::name).toList();
    }

    /// The model of this name, or of a dated version of it: `gpt-4o-mini-2024-07-18`.
    public Optional<CatalogueModel> model(String model) {
        return details.stream().filter(known -> is(known.name(), model))
                .max(Comparator.comparingInt(known -> known.name().length()));
    }

    private static boolean is(String known, String model) {
        return model.startsWith(known)
                && (model.length() == known.length() || DATED.matcher(model.substring(known.length())).matches());
    }

    /// Whether a maximum of output tokens is sent to this model as `max_completion_tokens`.
    public boolean sendsMaxCompletionTokens(String model) {
        return maxCompletionTokens.stream().anyMatch(model::startsWith);
    }

    static CatalogueProvider read(String id, Fields fields) {
        var prefixes = fields.texts("max_completion_tokens");
        var provider = new CatalogueProvider(id, fields.need("name", Value::text, ""),
                fields.need("base_url", Value::text, ""), fields.need("key_page", Value::text, ""),
                fields.read("key_hint", Value::text, ""), fields.read("key_needed", Value::flag, true),
                fields.read("local", Value::flag, false), fields.read("test_model", Value::text, ""),
                fields.items("models").stream().map(item -> model(item.fields(), prefixes)).toList(), prefixes,
                fields.read("dialect", v -> v.word(Dialect.class), Dialect.OPENAI),
                fields.get("endpoints").map(ProviderSection::endpoints));
        fields.close();
        return provider;
    }

    private static CatalogueModel model(Fields fields, List<String> prefixes) {
        var name = fields.need("name", Value::text, "");
        var model = new CatalogueModel(name, fields.read("kind", v -> v.word(Endpoint.class), Endpoint.CHAT),
                tokens(fields, "context"), tokens(fields, "max_output"), prefixes.stream().anyMatch(name::startsWith));
        fields.close();
        return model;
    }

    private static OptionalLong tokens(Fields fields, String name) {
        var found = fields.read(name, v -> v.whole(1, Integer.MAX_VALUE));
        return found.isPresent() ? OptionalLong.of(found.get()) : OptionalLong.empty();
    }
}
