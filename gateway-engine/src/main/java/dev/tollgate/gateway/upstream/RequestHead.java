package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.wire.Head;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The header fields of a call: the client's end-to-end ones but for what is ours, the hop's or a secret, and the
/// target's credential.
final class RequestHead {
    private static final Set<String> DROPPED = Set.of("connection", "keep-alive", "proxy-connection", "te", "trailer",
            "transfer-encoding", "upgrade", "proxy-authorization", "proxy-authenticate", "host", "content-length",
            "content-encoding", "expect", "accept-encoding", "authorization", "x-api-key", "api-key",
            "x-goog-api-key", "helicone-auth", "cookie", "origin", "referer", "http-referer", "forwarded", "x-title",
            "openai-organization", "openai-project");
    private static final List<String> DROPPED_PREFIXES = List.of("x-tollgate-", "x-stainless-", "x-forwarded-",
            "x-litellm-", "x-portkey-", "helicone-", "x-openrouter-", "x-amz-", "x-amzn-");
    private static final Set<String> OPEN_ROUTER = Set.of("http-referer", "x-title");

    private static final String VERSION = "anthropic-version";

    private RequestHead() {}

    static Head of(Call call, Place place, String via) {
        var client = call.clientHead();
        var hop = named(client.all("connection"));
        var fields = new ArrayList<Head.Field>(client.fields().size() + 4);
        boolean typed = false;
        boolean named = false;
        for (var field : client.fields()) {
            var name = field.name().toLowerCase(Locale.ROOT);
            if (passes(name, place) && !hop.contains(name)) {
                fields.add(field);
                typed |= name.equals("content-type");
                named |= name.equals("user-agent");
            }
        }
        if (!typed && call.ask().body().length > 0) {
            fields.add(new Head.Field("Content-Type", "application/json"));
        }
        if (!named) {
            fields.add(new Head.Field("User-Agent", "tollgate"));
        }
        fields.add(new Head.Field("Accept-Encoding", "identity"));
        if (place.near()) {
            fields.add(new Head.Field("Via", via));
        }
        own(call, place, fields);
        return new Head(fields);
    }

    private static void own(Call call, Place place, List<Head.Field> fields) {
        if (place.dialect() == Dialect.ANTHROPIC && call.clientHead().first(VERSION).isEmpty()) {
            fields.add(new Head.Field(VERSION, "2023-06-01"));
        }
        call.proof().filter(_ -> AwsSignature.keys(call).isEmpty()).ifPresent(key -> fields.add(switch (place
                .dialect()) {
            case ANTHROPIC -> new Head.Field("x-api-key", key);
            case GEMINI -> new Head.Field("x-goog-api-key", key);
            case OPENAI -> place.apiKey() ? new Head.Field("api-key", key) : bearer(key);
            case VERTEX -> key.startsWith("AIza") ? new Head.Field("x-goog-api-key", key) : bearer(key);
            case BEDROCK, OLLAMA -> bearer(key);
        }));
    }

    private static Head.Field bearer(String key) {
        return new Head.Field("Authorization", "Bearer " + key);
    }

    private static boolean passes(String name, Place place) {
        if (name.startsWith("anthropic-")) {
            return place.dialect() == Dialect.ANTHROPIC
                    || (place.dialect() == Dialect.VERTEX && name.equals("anthropic-beta"));
        }
        if (name.equals("accept")) {
            return place.dialect() != Dialect.BEDROCK; // it answers in frames of its own, whatever the client reads
        }
        if (name.equals("openai-beta")) {
            return place.dialect() == Dialect.OPENAI;
        }
        if (place.openRouter() && (OPEN_ROUTER.contains(name) || name.startsWith("x-openrouter-"))) {
            return true;
        }
        if (DROPPED.contains(name)) {
            return false;
        }
        for (var prefix : DROPPED_PREFIXES) {
            if (name.startsWith(prefix)) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> named(List<String> connection) {
        var names = new HashSet<String>();
        for (var value : connection) {
            for (var name : value.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
