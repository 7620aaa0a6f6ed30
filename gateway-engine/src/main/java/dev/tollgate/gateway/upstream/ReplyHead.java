package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.wire.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The fields of a provider's reply that may reach the client; everything else stays here.
final class ReplyHead {
    private static final Set<String> KEPT = Set.of("openai-processing-ms", "openai-version", "openai-model",
            "x-should-retry");
    private static final Set<String> IDS = Set.of("x-request-id", "request-id", "apim-request-id", "x-goog-request-id",
            "x-amzn-requestid");

    private ReplyHead() {}

    static Head whole(Head reply) {
        var fields = kept(reply);
        fields.addFirst(new Head.Field("Content-Type", reply.first("content-type").orElse("application/json")));
        return new Head(fields);
    }

    /// Of an answer that was rewritten.
    static Head json(Head reply) {
        var fields = kept(reply);
        fields.addFirst(new Head.Field("Content-Type", "application/json"));
        return new Head(fields);
    }

    static Head stream(Head reply) {
        var fields = kept(reply);
        fields.addFirst(new Head.Field("Content-Type", "text/event-stream; charset=utf-8"));
        fields.add(new Head.Field("Cache-Control", "no-cache"));
        fields.add(new Head.Field("X-Accel-Buffering", "no"));
        return new Head(fields);
    }

    /// Of bytes that pass while they come.
    static Head media(Head reply) {
        var fields = kept(reply);
        fields.addFirst(new Head.Field("Content-Type",
                reply.first("content-type").orElse("application/octet-stream")));
        reply.first("content-disposition").ifPresent(
                said -> fields.add(new Head.Field("Content-Disposition", said)));
        return new Head(fields);
    }

    /// The provider's own id of the reply; empty where it states none.
    static String id(Head reply) {
        return reply.fields().stream().filter(field -> IDS.contains(field.name().toLowerCase(Locale.ROOT))).findFirst()
                .map(Head.Field::value).orElse("");
    }

    private static List<Head.Field> kept(Head reply) {
        var fields = new ArrayList<Head.Field>();
        boolean known = false;
        for (var field : reply.fields()) {
            var name = field.name().toLowerCase(Locale.ROOT);
            if (IDS.contains(name) && !known) {
                known = true;
                fields.add(new Head.Field("x-upstream-request-id", field.value()));
            } else if (KEPT.contains(name) || name.startsWith("x-ratelimit-")
                    || name.startsWith("anthropic-ratelimit-")) {
                fields.add(field);
            }
        }
        return fields;
    }
}
