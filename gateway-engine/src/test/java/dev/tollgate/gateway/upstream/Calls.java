package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.AskScanner;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Scan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Calls for tests: a small chat at a given base URL.
final class Calls {
    static final String SECRET = "sk-canary-0123456789abcdef";
    static final Head CLIENT = Head.of("Content-Type", "application/json", "User-Agent", "app/1");

    private Calls() {}

    static Provider provider(String baseUrl) {
        return provider(baseUrl, Dialect.OPENAI);
    }

    static Provider provider(String baseUrl, Dialect dialect) {
        return new Provider("acme", dialect, baseUrl, List.of(), false, true, List.of(), Optional.empty(),
                Optional.empty());
    }

    static Limits limits(Time time) {
        var minute = Duration.ofMinutes(1);
        return new Limits(minute, minute, minute, minute, time.nanos() + Duration.ofMinutes(10).toNanos());
    }

    static Ask ask(Endpoint endpoint, String body) {
        return ask(Called.plain(endpoint), body);
    }

    static Ask ask(Called called, String body) {
        return switch (AskScanner.scan(called, body.getBytes(StandardCharsets.UTF_8))) {
            case Scan.Read(var ask) -> ask;
            case Scan.Refused(var bad) -> throw new AssertionError(bad.message());
        };
    }

    /// A call at this endpoint; Gemini's names the model `m` in its path.
    static Called called(Endpoint endpoint, boolean stream) {
        return endpoint == Endpoint.GENERATE
                ? Called.of("/v1beta/models/m:" + (stream ? "streamGenerateContent" : "generateContent")).orElseThrow()
                : Called.plain(endpoint);
    }

    static Ask chat(boolean stream) {
        return ask(Endpoint.CHAT, "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]"
                + (stream ? ",\"stream\":true" : "") + "}");
    }

    static Call call(Ask ask, String baseUrl, Limits limits, Time time) {
        return new Call(ask, provider(baseUrl), new TargetId("acme", "1", "gpt-x"), Optional.of(SECRET), CLIENT,
                limits, time);
    }

    static Call call(Ask ask, String baseUrl, Dialect dialect) {
        return new Call(ask, provider(baseUrl, dialect), new TargetId("acme", "1", "gpt-x"), Optional.of(SECRET),
                CLIENT, limits(Time.system()), Time.system());
    }

    static Call call(Ask ask, String baseUrl) {
        return call(ask, baseUrl, limits(Time.system()), Time.system());
    }
}
