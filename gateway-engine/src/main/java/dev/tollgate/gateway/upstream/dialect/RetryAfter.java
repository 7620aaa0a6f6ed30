package dev.tollgate.gateway.upstream.dialect;

import dev.tollgate.gateway.wire.Head;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How long a provider wants to be left alone, in any of the ways it may say so.
public final class RetryAfter {
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Duration.ofDays(30).toMillis());

    private RetryAfter() {}

    /// Milliseconds before seconds or a date before the body's own delay; never negative.
    public static Optional<Duration> of(Head head, ProviderError error, Instant now) {
        return head.first("retry-after-ms").flatMap(text -> millis(text, 0))
                .or(() -> head.first("x-ms-retry-after-ms").flatMap(text -> millis(text, 0)))
                .or(() -> head.first("retry-after").flatMap(text -> millis(text, 3).or(() -> date(text, now))))
                .or(() -> error.retryDelay().filter(text -> text.endsWith("s"))
                        .flatMap(text -> millis(text.substring(0, text.length() - 1), 3)));
    }

    private static Optional<Duration> millis(String text, int shift) {
        try {
            var number = new BigDecimal(text.strip());
            if (Math.abs((long) number.scale()) > 20) {
                return Optional.empty();
            }
            var millis = number.movePointRight(shift).max(BigDecimal.ZERO).min(LONGEST);
            return Optional.of(Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING).longValueExact()));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            var until = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            var wait = Duration.between(now, until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }
}
