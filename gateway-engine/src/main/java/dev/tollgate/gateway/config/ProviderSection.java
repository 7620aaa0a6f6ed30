package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Word;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads `providers`.
final class ProviderSection {
    private static final String[] ENDPOINTS = {"chat", "responses", "completions", "embeddings", "messages", "generate",
            "images", "audio", "moderations", "rerank", "files", "batches", "count_tokens", "converse", "ollama_chat"};

    private ProviderSection() {}

    static List<Provider> read(Fields top) {
        return top.get("providers").map(Value::fields).map(Fields::all).map(all -> all.entrySet().stream()
                .map(entry -> provider(entry.getKey(), entry.getValue().fields())).toList()).orElse(List.of());
    }

    private static Provider provider(String name, Fields fields) {
        var provider = new Provider(name, fields.read("dialect", v -> v.word(Dialect.class), Dialect.OPENAI),
                fields.need("base_url", v -> v.text().map(ProviderSection::trimmed), ""),
                credentials(fields.items("credentials")),
                fields.read("free", Value::flag, false),
                fields.read("enabled", Value::flag, true),
                fields.texts("models"),
                fields.get("endpoints").map(ProviderSection::endpoints),
                fields.get("health").map(RouteSection::health),
                fields.read("region", Value::text), fields.read("api_version", Value::text),
                fields.read("project", Value::text));
        fields.close();
        return provider;
    }

    private static String trimmed(String url) {
        return url.replaceFirst("/+$", "");
    }

    private static List<Credential> credentials(List<Value> items) {
        return items.stream().flatMap(item -> credential(item).stream()).toList();
    }

    private static Optional<Credential> credential(Value at) {
        if (at.raw().isPresent()) {
            return SecretText.whole(at).map(Credential::of);
        }
        var fields = at.fields();
        var secret = fields.get("secret");
        if (secret.isEmpty() && !fields.isBroken()) {
            at.mistake("needs the field secret");
        }
        var rpm = limit(fields, "rpm");
        var tpm = limit(fields, "tpm");
        var parallel = limit(fields, "parallel");
        fields.close();
        return secret.flatMap(SecretText::whole).map(found -> new Credential(found, rpm, tpm, parallel));
    }

    private static OptionalLong limit(Fields fields, String name) {
        var found = fields.read(name, v -> v.whole(1, Credential.MOST));
        return found.isPresent() ? OptionalLong.of(found.get()) : OptionalLong.empty();
    }

    static Set<Endpoint> endpoints(Value at) {
        var found = EnumSet.noneOf(Endpoint.class);
        for (var item : at.items()) {
            item.oneOf(ENDPOINTS).ifPresent(word -> Word.parse(Endpoint.class, word)
                    .ifPresentOrElse(found::add, () -> item.later("the endpoint " + word)));
        }
        return found;
    }
}
