package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.AskScanner;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Scan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Tries a provider with one real, tiny call, for the setup card: at most [#MAX_INPUT] tokens in and [#MAX_OUTPUT] out.
/// Thread-safe.
public final class ProviderProbe {
    /// What such a call can cost at most, in tokens.
    public static final int MAX_INPUT = 32;
    public static final int MAX_OUTPUT = 16;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TOTAL = Duration.ofSeconds(30);
    private static final Set<String> NO_CREDIT = Set.of("insufficient_quota", "insufficient_balance",
            "insufficient_credits", "insufficient_funds", "billing_hard_limit_reached", "billing_not_active",
            "billing_error", "payment_required");
    private static final Set<String> MODEL_CLOSED = Set.of("model_not_found", "permission_error", "permission_denied",
            "model_not_available", "model_not_allowed", "accessdeniedexception");

    private final Upstream upstream;
    private final Time time;

    /// Calls go out through `upstream`; deadlines are kept here, whoever ticks.
    public ProviderProbe(Upstream upstream, Time time) {
        this.upstream = upstream;
        this.time = time;
    }

    /// Makes the call and blocks until it is clear what became of it, 30 s at most.
    public Probed test(Provider provider, Optional<String> credential, String model) {
        var first = call(provider, credential, model, "max_tokens");
        if (first instanceof Opening.Failed(var failure, var _) && failure.fault() == Fault.BAD_REQUEST
                && failure.original().filter(body -> names(body, "max_completion_tokens")).isPresent()) {
            return probed(provider, model, call(provider, credential, model, "max_completion_tokens"));
        }
        return probed(provider, model, first);
    }

    private static boolean names(byte[] body, String field) {
        return new String(body, StandardCharsets.UTF_8).contains(field);
    }

    private Opening call(Provider provider, Optional<String> credential, String model, String cap) {
        var body = "{\"model\":\"probe\",\"messages\":[{\"role\":\"user\",\"content\":\"Say ok.\"}],\"" + cap + "\":"
                + MAX_OUTPUT + "}";
        var call =
                new Call(ask(body), provider, new TargetId(provider.name(), credential.isPresent() ? "1" : "", model),
                        credential, Head.of("Content-Type", "application/json", "Accept", "application/json"),
                        new Limits(CONNECT, TOTAL, TOTAL, TOTAL, time.nanos() + TOTAL.toNanos()), time);
        var over = time.signal();
        var _ = time.start("probe-clock", () -> {
            while (!over.await(Duration.ofMillis(50))) {
                call.tick(time.nanos());
            }
        });
        try {
            return upstream.open(call);
        } finally {
            over.set();
        }
    }

    private static Ask ask(String body) {
        return switch (AskScanner.scan(Endpoint.CHAT, body.getBytes(StandardCharsets.UTF_8))) {
            case Scan.Read(var ask) -> ask;
            case Scan.Refused(var bad) -> throw new IllegalStateException(bad.message());
        };
    }

    private static Probed probed(Provider provider, String model, Opening opening) {
        return switch (opening) {
            case Opening.Whole(var _, var _, var body, var usage, var answered, var picos, var took, var _) ->
                names(body, "\"choices\"")
                        ? new Probed.Works(answered.orElse(model), took, usage, picos)
                        : fails(Probed.Kind.NOT_OPENAI, provider.name() + " answered, but not as an OpenAI-compatible"
                                + " API would. Check its base URL, it often ends in /v1.", Optional.empty());
            case Opening.Streaming(var answer) -> {
                answer.close();
                yield fails(Probed.Kind.NOT_OPENAI, provider.name() + " answered with a stream that was not asked for.",
                        Optional.empty());
            }
            case Opening.Unsuited(var came, var _) -> probed(provider, model, came);
            case Opening.Failed(var failure, var _) -> failed(provider, model, failure);
        };
    }

    private static Probed fails(Probed.Kind kind, String message, Optional<String> detail) {
        return new Probed.Fails(kind, message, detail);
    }

    private static Probed failed(Provider provider, String model, Failure failure) {
        var kind = kind(failure);
        var name = provider.name();
        var what = switch (kind) {
            case WRONG_KEY -> name + " does not know this key. Copy it again, whole, from the provider's page";
            case NO_CREDIT -> "The key is right, but the account at " + name + " has no credit. Top it up there";
            case MODEL_NOT_ALLOWED -> "The key is right, but may not use " + model + ". Allow it there or try another";
            case MODEL_UNKNOWN -> name + " answers, but has no model " + model + ". Try another name";
            case REGION_REFUSED -> name + " does not serve the country or network this machine is in";
            case RATE_LIMITED -> "The key is right, but " + name + " asks to wait. Try again in a minute";
            case NO_SUCH_HOST -> "The name in the base URL is not known. Check it, and whether this machine is online";
            case NOTHING_LISTENS -> "Nothing listens at " + provider.baseUrl() + ". Is the server running?";
            case TIMED_OUT -> name + " did not answer in time. Check the network, a proxy or a firewall";
            case TLS -> "No trusted TLS connection. Behind a proxy that inspects TLS, name its CA file in network.ca";
            case PROXY -> "The proxy wants a login. Put it into network.proxy as http://USER:PASSWORD@HOST:PORT";
            case NOT_OPENAI -> "Something answers at " + provider.baseUrl() + ", but no OpenAI-compatible API. The base"
                    + " URL often ends in /v1";
            case PROVIDER_TROUBLE -> name + " has trouble of its own. Try again later";
            case REQUEST_REFUSED -> name + " answers, but refused the trial call";
        };
        return fails(kind, what + ".", Optional.of(failure.message()));
    }

    private static Probed.Kind kind(Failure failure) {
        return switch (failure.fault()) {
            case AUTH -> auth(failure);
            case NOT_FOUND -> failure.original().isPresent() ? Probed.Kind.MODEL_UNKNOWN : Probed.Kind.NOT_OPENAI;
            case RATE_LIMITED -> Probed.Kind.RATE_LIMITED;
            case CONNECT -> connect(failure);
            case TLS -> Probed.Kind.TLS;
            case TIMEOUT_CONNECT, TIMEOUT_FIRST_TOKEN, TIMEOUT_RESPONSE, TIMEOUT_IDLE, TIMEOUT_TOTAL ->
                Probed.Kind.TIMED_OUT;
            case OVERLOADED, SERVER_ERROR -> Probed.Kind.PROVIDER_TROUBLE;
            case MALFORMED, STREAM_CUT, STREAM_ERROR -> Probed.Kind.NOT_OPENAI;
            case BAD_REQUEST, CONTEXT_LENGTH, CONTENT_FILTER, INVALID_JSON, REFUSAL, CLIENT_GONE, CUT ->
                Probed.Kind.REQUEST_REFUSED;
        };
    }

    private static Probed.Kind auth(Failure failure) {
        if (failure.upstreamStatus() == 402 || NO_CREDIT.contains(failure.code())) {
            return Probed.Kind.NO_CREDIT;
        }
        if (failure.code().equals("unsupported_country_region_territory")) {
            return Probed.Kind.REGION_REFUSED;
        }
        return MODEL_CLOSED.contains(failure.code()) ? Probed.Kind.MODEL_NOT_ALLOWED : Probed.Kind.WRONG_KEY;
    }

    private static Probed.Kind connect(Failure failure) {
        return switch (failure.code()) {
            case "dns" -> Probed.Kind.NO_SUCH_HOST;
            case "refused" -> Probed.Kind.NOTHING_LISTENS;
            case "timeout", "unreachable", "pool" -> Probed.Kind.TIMED_OUT;
            default -> failure.upstreamStatus() == 407 ? Probed.Kind.PROXY : Probed.Kind.PROVIDER_TROUBLE;
        };
    }
}
