package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.wire.Ask;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What a key allows one call at most: a call that can never pass is told so, with the field to change.
sealed interface Maxima {
    /// @param ask with the key's cap of the output where it set none itself
    record Fits(Ask ask) implements Maxima {}

    record Over(Rejection rejection) implements Maxima {}

    static Maxima of(KeyEntry key, Ask ask) {
        var limits = key.limits();
        if (limits.isNone()) {
            return new Fits(ask);
        }
        if (ask.inputBytes() > limits.maxInputTokens().orElse(Long.MAX_VALUE)) {
            long most = limits.maxInputTokens().getAsLong();
            long tokens = Estimator.tokens(ask.inputBytes());
            if (tokens > most) {
                return over(key, "messages", "This call has about " + count(tokens) + " input tokens, more than the "
                        + count(most) + " allowed. Send less, or raise `max_input_tokens`");
            }
        }
        return ask.endpoint().writes() && !ask.called().isKept()
                ? output(key, ask, limits.maxOutputTokens())
                : new Fits(ask);
    }

    private static Maxima output(KeyEntry key, Ask ask, OptionalLong limit) {
        if (limit.isEmpty()) {
            return new Fits(ask);
        }
        long each = limit.getAsLong() / ask.choices();
        var words = ask.choices() == 1 ? "" : " for its " + ask.choices() + " choices together";
        if (each == 0) {
            return over(key, "n", "This call asks for " + ask.choices() + " choices, more than the "
                    + count(limit.getAsLong()) + " output tokens allowed. Lower n, or raise `max_output_tokens`");
        }
        if (ask.largestOutput().orElse(0) > each) {
            return over(key, "max_tokens", "This call asks for up to " + count(ask.largestOutput().getAsLong())
                    + " output tokens a choice, more than the " + count(limit.getAsLong()) + " allowed" + words
                    + ". Lower max_tokens, or raise `max_output_tokens`");
        }
        return new Fits(ask.maxOutput().isPresent() ? ask : ask.capped(each));
    }

    /// What is known only once the targets are: money, and tokens that a minute could never hold.
    static Optional<Rejection> of(KeyEntry key, Estimate estimate) {
        var limits = key.limits();
        if (estimate.picos() > limits.maxRequestPicos().orElse(Long.MAX_VALUE)) {
            return Optional.of(rejection(key, "max_tokens", "This call may cost up to $" + Picos.usd(estimate.picos())
                    + ", more than the $" + Picos.usd(limits.maxRequestPicos().getAsLong())
                    + " allowed. Lower max_tokens, or raise `max_request_usd`"));
        }
        if (estimate.tokens() > limits.tpm().orElse(Long.MAX_VALUE)) {
            return Optional.of(rejection(key, "max_tokens", "This call may use up to " + count(estimate.tokens())
                    + " tokens, more than the " + count(limits.tpm().getAsLong())
                    + " allowed in a minute, so it can never pass. Lower max_tokens, or raise `tpm`"));
        }
        return Optional.empty();
    }

    private static Maxima over(KeyEntry key, String param, String message) {
        return new Over(rejection(key, param, message));
    }

    private static Rejection rejection(KeyEntry key, String param, String message) {
        return Rejection.overKeyLimit(param, message + " of key " + key.name() + " in Tollgate.");
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
