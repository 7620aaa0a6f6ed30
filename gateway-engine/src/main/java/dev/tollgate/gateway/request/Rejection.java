package dev.tollgate.gateway.request;

import dev.tollgate.gateway.access.Grant;
import dev.tollgate.gateway.access.Identified;
import dev.tollgate.gateway.admission.Decision;
import dev.tollgate.gateway.routing.Routed;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.wire.Bad;
import dev.tollgate.gateway.wire.ErrorBody;
import java.time.Duration;
import java.util.Optional;

/// A refusal of our own, whichever step said no; one place turns it into the caller's protocol.
///
/// @param retry whether an SDK should try again: false says so in a header
record Rejection(Reason reason, int status, String code, Optional<String> param, String message,
        Optional<Duration> retryAfter, boolean retry) {
    static Rejection of(Identified.Unknown no) {
        return new Rejection(Reason.INVALID_KEY, 401, "invalid_api_key", Optional.empty(), no.message(),
                Optional.empty(), true);
    }

    static Rejection of(Bad bad) {
        var reason = bad.status() == 413 ? Reason.TOO_LARGE : Reason.INVALID_REQUEST;
        return new Rejection(reason, bad.status(), bad.code(), bad.param(), bad.message(), Optional.empty(), true);
    }

    static Rejection of(Grant.Forbidden no) {
        boolean paused = no.reason() == Reason.KEY_PAUSED || no.reason() == Reason.PAUSED;
        return new Rejection(no.reason(), no.status(), no.code(), Optional.empty(), no.message(), Optional.empty(),
                !paused);
    }

    static Rejection of(Grant.UnknownModel no) {
        return new Rejection(Reason.MODEL_NOT_FOUND, 404, "model_not_found", Optional.of("model"), no.message(),
                Optional.empty(), true);
    }

    static Rejection of(Routed.NoTarget no) {
        return no.unsupported()
                ? new Rejection(Reason.INVALID_REQUEST, 400, "unsupported_endpoint", Optional.empty(), no.message(),
                        Optional.empty(), false)
                : new Rejection(Reason.NO_TARGET, 503, "no_target", Optional.empty(), no.message(), no.retryAfter(),
                        true);
    }

    static Rejection of(Decision.OverBudget no) {
        return new Rejection(Reason.BUDGET_EXCEEDED, 429, "budget_exceeded", Optional.empty(), no.message(),
                Optional.empty(), false);
    }

    static Rejection of(Decision.RateLimited no) {
        return new Rejection(Reason.RATE_LIMITED, 429, "rate_limit_exceeded", Optional.empty(), no.message(),
                Optional.of(no.retryAfter()), true);
    }

    static Rejection overKeyLimit(String param, String message) {
        return new Rejection(Reason.REQUEST_LIMIT, 400, "request_limit", Optional.of(param), message,
                Optional.empty(), false);
    }

    /// A call that a provider sent back to us would go round for ever.
    static Rejection loop() {
        return new Rejection(Reason.INVALID_REQUEST, 508, "loop_detected", Optional.empty(),
                "This call has come round: a provider's base_url leads back to this gateway. Correct the base_url.",
                Optional.empty(), false);
    }

    /// What another key made is as unknown as what never was.
    static Rejection notKept(String id) {
        return new Rejection(Reason.INVALID_REQUEST, 404, "not_found", Optional.of("id"), "Nothing named " + id
                + " was made by this key through Tollgate. Files, batches and stored answers belong to the key that"
                + " made them.", Optional.empty(), false);
    }

    static Rejection providerGone(String id, String provider) {
        return new Rejection(Reason.NO_TARGET, 404, "not_found", Optional.of("id"), id + " is kept by provider "
                + provider + ", which Tollgate's configuration no longer has.", Optional.empty(), false);
    }

    static Rejection noRouteNamed(Endpoint endpoint) {
        return new Rejection(Reason.INVALID_REQUEST, 400, "invalid_request", Optional.of("x-tollgate-route"),
                "A call for " + endpoint.word() + " names no model, and this key may use several routes: name one in"
                        + " the header x-tollgate-route.",
                Optional.empty(), false);
    }

    static Rejection ledgerFull() {
        return new Rejection(Reason.LEDGER_FULL, 503, "ledger_full", Optional.empty(),
                "Tollgate cannot record any more calls: its disk is full or stalled. Free some space in its home folder;"
                        + " calls are served again as soon as the waiting entries are written.",
                Optional.of(Duration.ofSeconds(5)), true);
    }

    static Rejection unpriced(String model) {
        return new Rejection(Reason.PRICE_UNKNOWN, 402, "price_unknown", Optional.of("model"),
                "No price is known for " + model + " and its route asks for one. Add a price row for it, or set"
                        + " `unpriced: allow` on the route.",
                Optional.empty(), false);
    }

    static Rejection overRequestLimit(String most, String asked) {
        return new Rejection(Reason.REQUEST_LIMIT, 400, "request_limit", Optional.empty(),
                "This call may cost up to $" + most + ", more than the $" + asked
                        + " its x-tollgate-max-usd allows. Lower max_tokens or raise the limit.",
                Optional.empty(), false);
    }

    byte[] body(Protocol protocol) {
        return ErrorBody.of(protocol, new ErrorBody.Said(status, message, param.orElse(null), code));
    }
}
