package dev.tollgate.gateway.http;

import dev.tollgate.gateway.wire.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which web pages may call: only those named in the settings, never any, and none because it looks like our own host.
/// Immutable.
final class Origins {
    private static final Set<String> FIELDS = Set.of("authorization", "content-type", "accept", "x-api-key", "api-key",
            "x-goog-api-key", "x-request-id", "openai-beta", "openai-organization", "openai-project");
    private static final List<String> FAMILIES = List.of("anthropic-", "x-stainless-", "x-tollgate-");

    private final List<String> allowed;

    Origins(List<String> allowed) {
        this.allowed = allowed.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    }

    boolean admits(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        for (String each : allowed) {
            if (each.endsWith("://") ? lower.startsWith(each) : each.equals(lower)) {
                return true;
            }
        }
        return false;
    }

    /// The answer to a preflight of an admitted origin; the asked-for headers are named back as far as they are known.
    Head preflight(RequestHead request) {
        var fields = new ArrayList<Head.Field>(6);
        fields.add(new Head.Field("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE"));
        fields.add(new Head.Field("Access-Control-Allow-Headers",
                known(request.head.first("Access-Control-Request-Headers").orElse(""))));
        fields.add(new Head.Field("Access-Control-Max-Age", "600"));
        if (request.head.first("Access-Control-Request-Private-Network").filter("true"::equals).isPresent()) {
            fields.add(new Head.Field("Access-Control-Allow-Private-Network", "true"));
        }
        return new Head(fields);
    }

    private static String known(String asked) {
        var known = new ArrayList<String>();
        for (String field : asked.toLowerCase(Locale.ROOT).split(",", -1)) {
            String name = field.trim();
            if (FIELDS.contains(name) || FAMILIES.stream().anyMatch(name::startsWith)) {
                known.add(name);
            }
        }
        return known.isEmpty() ? "authorization, content-type" : String.join(", ", known);
    }
}
