package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.wire.Head;
import java.util.List;
import java.util.Optional;

/// What a reply's head says of the provider's limits, in the spellings that are in use. Pure.
///
/// @param what `requests` or `tokens`
/// @param limit of a window
/// @param remaining of it
/// @param reset when it is full again, as the provider writes it; empty where it does not
record RateLimits(String what, long limit, long remaining, String reset) {
    private static final List<String> KINDS = List.of("requests", "tokens");

    /// Those of which both figures are there; requests first.
    static List<RateLimits> of(Head head) {
        return KINDS.stream().flatMap(what -> of(head, what).stream()).toList();
    }

    private static Optional<RateLimits> of(Head head, String what) {
        return read(head, what, "x-ratelimit-limit-" + what, "x-ratelimit-remaining-" + what,
                "x-ratelimit-reset-" + what)
                .or(() -> read(head, what, "anthropic-ratelimit-" + what + "-limit",
                        "anthropic-ratelimit-" + what + "-remaining", "anthropic-ratelimit-" + what + "-reset"))
                .or(() -> what.equals("tokens") ? Optional.empty() : plain(head));
    }

    private static Optional<RateLimits> plain(Head head) {
        return read(head, "requests", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset")
                .or(() -> read(head, "requests", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"));
    }

    private static Optional<RateLimits> read(Head head, String what, String limit, String remaining, String reset) {
        var most = head.first(limit).flatMap(RateLimits::number);
        var left = head.first(remaining).flatMap(RateLimits::number);
        return most.isPresent() && left.isPresent()
                ? Optional.of(new RateLimits(what, most.get(), left.get(), head.first(reset).orElse("")))
                : Optional.empty();
    }

    private static Optional<Long> number(String text) {
        var digits = text.strip().split("[,;. ]", -1)[0];
        return digits.matches("\\d{1,15}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }

    /// Thousandths of the window that are used up.
    long usedPermille() {
        return limit <= 0 ? 0 : Math.clamp((limit - remaining) * 1_000 / limit, 0, 1_000);
    }

    /// Whether a 429 says when to come back.
    static boolean saysWhen(Head head) {
        return head.first("retry-after").or(() -> head.first("retry-after-ms")).isPresent()
                || of(head).stream().anyMatch(limit -> !limit.reset.isEmpty());
    }
}
