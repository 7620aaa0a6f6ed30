package dev.tollgate.gateway.upstream.dialect;

import dev.tollgate.gateway.term.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a provider's error means and what may be done about it: the one table. Codes and types decide, texts never.
///
/// @param sameTargetAgain the same call may work if it is made again
/// @param nextTarget another target may work
/// @param clientStatus what the client gets if this was the last target
public record Verdict(Fault fault, boolean sameTargetAgain, boolean nextTarget, int clientStatus) {
    private static final Map<String, Fault> WORDS = Stream.of(
            words(Fault.CONTEXT_LENGTH, "context_length_exceeded", "context_window_exceeded",
                    "exceed_context_size_error", "string_above_max_length", "prompt_too_long", "request_too_large"),
            words(Fault.CONTENT_FILTER, "content_filter", "content_policy_violation", "responsibleaipolicyviolation",
                    "data_inspection_failed", "moderation_blocked", "content_filtered", "prohibited_content"),
            words(Fault.AUTH, "insufficient_quota", "insufficient_balance", "insufficient_credits",
                    "insufficient_funds", "billing_hard_limit_reached", "billing_not_active", "billing_error",
                    "payment_required", "invalid_api_key", "invalid_authentication", "authentication_error",
                    "unauthorized", "permission_error", "permission_denied", "api_key_invalid", "account_deactivated",
                    "unsupported_country_region_territory", "request_forbidden", "unauthenticated",
                    "accessdeniedexception", "expiredtokenexception", "expiredtoken", "unrecognizedclientexception",
                    "invalidsignatureexception", "incompletesignature", "incompletesignatureexception",
                    "missingauthenticationtoken", "missingauthenticationtokenexception", "invalidclienttokenid",
                    "notauthorized", "requestexpired", "optinrequired"),
            words(Fault.NOT_FOUND, "model_not_found", "deploymentnotfound", "deployment_not_found", "not_found_error",
                    "unknown_model", "model_not_available", "not_found", "resourcenotfoundexception"),
            words(Fault.RATE_LIMITED, "rate_limit_exceeded", "rate_limit_error", "rate_limited", "too_many_requests",
                    "resource_exhausted", "tokens", "requests", "throttlingexception", "throttling",
                    "toomanyrequestsexception", "servicequotaexceededexception"),
            words(Fault.OVERLOADED, "overloaded_error", "overloaded", "engine_overloaded", "service_unavailable_error",
                    "service_unavailable", "unavailable", "capacity_exceeded", "engine_overloaded_error",
                    "serviceunavailableexception", "serviceunavailable", "modelnotreadyexception"),
            words(Fault.SERVER_ERROR, "server_error", "api_error", "internal_error", "internal_server_error",
                    "internal", "timeout", "timeout_error", "deadline_exceeded", "internalserverexception",
                    "internalfailure", "modelerrorexception", "modelstreamerrorexception", "modeltimeoutexception"),
            words(Fault.BAD_REQUEST, "validationexception", "validationerror"))
            .flatMap(List::stream).collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static List<Map.Entry<String, Fault>> words(Fault fault, String... names) {
        return Stream.of(names).map(name -> Map.entry(name, fault)).toList();
    }

    /// Judges an error reply.
    ///
    /// @param status the reply's, or the one named by an error inside a 200; 0 where there is none
    /// @param whole whether the body is JSON that says what went wrong
    public static Verdict of(int status, List<String> words, boolean whole) {
        var named = faults(words);
        return switch (status) {
            case 400, 413, 422 -> request(status, named);
            case 401, 403 -> named.contains(Fault.CONTENT_FILTER) ? asItCame(Fault.CONTENT_FILTER, status) : AUTH;
            case 402 -> AUTH;
            case 404, 405, 410 -> new Verdict(Fault.NOT_FOUND, false, true, 404);
            case 407 -> new Verdict(Fault.CONNECT, false, true, 502);
            case 408 -> new Verdict(Fault.SERVER_ERROR, true, true, 504);
            case 409, 423, 425 -> new Verdict(Fault.SERVER_ERROR, true, true, 409);
            case 424 -> new Verdict(Fault.SERVER_ERROR, true, true, 502); // what the provider itself depends on
            case 429 -> named.contains(Fault.AUTH) ? AUTH : new Verdict(Fault.RATE_LIMITED, true, true, 429);
            case 0 -> byWord(named);
            default -> status >= 500 ? server(status, named, whole) : other(status);
        };
    }

    private static final Verdict AUTH = new Verdict(Fault.AUTH, false, true, 502);

    private static Set<Fault> faults(List<String> words) {
        return words.stream().filter(WORDS::containsKey).map(WORDS::get).collect(Collectors.toUnmodifiableSet());
    }

    private static Verdict asItCame(Fault fault, int status) {
        return new Verdict(fault, false, false, status);
    }

    private static Verdict request(int status, Set<Fault> named) {
        if (named.contains(Fault.CONTEXT_LENGTH) || status == 413) {
            return new Verdict(Fault.CONTEXT_LENGTH, false, true, status);
        }
        if (named.contains(Fault.CONTENT_FILTER)) {
            return asItCame(Fault.CONTENT_FILTER, status);
        }
        if (named.contains(Fault.AUTH)) {
            return AUTH;
        }
        if (named.contains(Fault.RATE_LIMITED)) {
            return new Verdict(Fault.RATE_LIMITED, true, true, 429); // Amazon's quotas
        }
        return named.contains(Fault.NOT_FOUND)
                ? new Verdict(Fault.NOT_FOUND, false, true, 404)
                : asItCame(Fault.BAD_REQUEST, status);
    }

    private static Verdict server(int status, Set<Fault> named, boolean whole) {
        boolean busy = status == 503 || status == 529 || named.contains(Fault.OVERLOADED);
        int shown = status == 529 ? 503 : status > 504 ? 502 : status;
        return new Verdict(busy ? Fault.OVERLOADED : Fault.SERVER_ERROR, true, true, whole ? shown : 502);
    }

    private static Verdict other(int status) {
        return status >= 400 ? asItCame(Fault.BAD_REQUEST, status) : new Verdict(Fault.NOT_FOUND, false, true, 502);
    }

    /// An error without a status, inside a 200.
    private static Verdict byWord(Set<Fault> named) {
        for (var fault : List.of(Fault.CONTEXT_LENGTH, Fault.CONTENT_FILTER, Fault.AUTH, Fault.NOT_FOUND,
                Fault.RATE_LIMITED, Fault.OVERLOADED, Fault.BAD_REQUEST)) {
            if (named.contains(fault)) {
                return of(status(fault), List.of(), true).as(fault);
            }
        }
        return new Verdict(Fault.SERVER_ERROR, true, true, 500);
    }

    private Verdict as(Fault other) {
        return new Verdict(other, sameTargetAgain, nextTarget || other == Fault.CONTEXT_LENGTH, clientStatus);
    }

    private static int status(Fault fault) {
        return switch (fault) {
            case AUTH -> 401;
            case NOT_FOUND -> 404;
            case RATE_LIMITED -> 429;
            case OVERLOADED -> 503;
            default -> 400;
        };
    }
}
