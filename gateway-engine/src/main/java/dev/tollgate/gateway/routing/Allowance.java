package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.wire.Head;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a provider says is left of one of its limits: calls or tokens, until an instant. Immutable.
///
/// @param left 0 or more
/// @param reset when it has room again; with some providers only for as much as is missing
record Allowance(long left, Instant reset) {
    /// OpenAI's and those who imitate it write `1s`, `6m0s`, `120ms`.
    private static final Pattern SPAN = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:([0-9.]+)s)?(?:(\\d+)ms)?");
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final long EPOCH_MILLIS = 1_000_000_000_000L;
    private static final long EPOCH_SECONDS = 1_000_000_000L;

    private record Names(String remaining, String reset) {}

    private static final List<Names> CALLS = List.of(
            new Names("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
            new Names("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
            new Names("x-ratelimit-remaining", "x-ratelimit-reset"));
    private static final List<Names> TOKENS = List.of(
            new Names("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
            new Names("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"));

    static Optional<Allowance> calls(Head head, Instant now) {
        return find(CALLS, head, now);
    }

    static Optional<Allowance> tokens(Head head, Instant now) {
        return find(TOKENS, head, now);
    }

    private static Optional<Allowance> find(List<Names> all, Head head, Instant now) {
        for (var names : all) {
            var left = head.first(names.remaining).flatMap(Allowance::count);
            var reset = head.first(names.reset).flatMap(text -> instant(text.strip(), now));
            if (left.isPresent() && reset.isPresent()) {
                return Optional.of(new Allowance(left.get(), reset.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> count(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()).longValue()).filter(count -> count >= 0);
        } catch (NumberFormatException odd) {
            return Optional.empty();
        }
    }

    /// A span, seconds, an instant or an epoch; what lies further away than an hour is not believed.
    private static Optional<Instant> instant(String text, Instant now) {
        return span(text).map(now::plus).or(() -> number(text, now)).or(() -> written(text))
                .filter(at -> !at.isAfter(now.plus(LONGEST)));
    }

    private static Optional<Duration> span(String text) {
        var match = SPAN.matcher(text);
        if (text.isEmpty() || !match.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofHours(whole(match.group(1))).plusMinutes(whole(match.group(2)))
                    .plusMillis(match.group(3) == null
                            ? 0
                            : new BigDecimal(match.group(3)).movePointRight(3).longValue())
                    .plusMillis(whole(match.group(4))));
        } catch (ArithmeticException | NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    private static long whole(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Optional<Instant> number(String text, Instant now) {
        return count(text).filter(_ -> Character.isDigit(text.charAt(0))).map(n -> n >= EPOCH_MILLIS
                ? Instant.ofEpochMilli(n)
                : n >= EPOCH_SECONDS ? Instant.ofEpochSecond(n) : now.plusSeconds(n));
    }

    private static Optional<Instant> written(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException odd) {
            return Optional.empty();
        }
    }

    /// After one more call of that many.
    Allowance without(long used) {
        return new Allowance(Math.max(0, left - used), reset);
    }

    /// Whether that many more would be refused now. One that is larger than all that was ever left is let try.
    boolean refuses(long more, Instant now) {
        return now.isBefore(reset) && (left == 0 || left < more);
    }
}
