package dev.tollgate.gateway.request;

import dev.tollgate.gateway.admission.Rates;
import dev.tollgate.gateway.admission.Rates.Rate;
import dev.tollgate.gateway.wire.Head;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// A key's limits as the header fields that clients of OpenAI and, beside them, of Anthropic read.
final class RateFields {
    private static final String PREFIX = "x-ratelimit-";
    private static final String ANTHROPIC = "anthropic-ratelimit-";
    private static final long MINUTE = 60_000;
    private static final long SECOND = 1_000;

    private RateFields() {}

    static void add(List<Head.Field> fields, Rates rates) {
        add(fields, "requests", rates.requests());
        add(fields, "tokens", rates.tokens());
    }

    private static void add(List<Head.Field> fields, String of, Optional<Rate> rate) {
        if (rate.isPresent()) {
            fields.add(new Head.Field(PREFIX + "limit-" + of, Long.toString(rate.get().limit())));
            fields.add(new Head.Field(PREFIX + "remaining-" + of, Long.toString(rate.get().remaining())));
            fields.add(new Head.Field(PREFIX + "reset-" + of, text(rate.get().reset())));
        }
    }

    /// Anthropic's names; there the reset is an instant.
    static void addAnthropic(List<Head.Field> fields, Rates rates, Instant now) {
        addAnthropic(fields, "requests", rates.requests(), now);
        addAnthropic(fields, "tokens", rates.tokens(), now);
    }

    private static void addAnthropic(List<Head.Field> fields, String of, Optional<Rate> rate, Instant now) {
        if (rate.isPresent()) {
            var prefix = ANTHROPIC + of;
            fields.add(new Head.Field(prefix + "-limit", Long.toString(rate.get().limit())));
            fields.add(new Head.Field(prefix + "-remaining", Long.toString(rate.get().remaining())));
            fields.add(new Head.Field(prefix + "-reset",
                    now.plus(rate.get().reset()).plusMillis(999).truncatedTo(ChronoUnit.SECONDS).toString()));
        }
    }

    /// The provider's own fields would contradict ours.
    static void copy(List<Head.Field> from, List<Head.Field> to, Rates rates) {
        for (Head.Field field : from) {
            if (rates.isNone() || !(begins(field, PREFIX) || begins(field, ANTHROPIC))) {
                to.add(field);
            }
        }
    }

    private static boolean begins(Head.Field field, String prefix) {
        return field.name().regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /// As OpenAI writes it: `120ms`, `8.64s`, `6m0s`.
    static String text(Duration reset) {
        long millis = reset.plusNanos(999_999).toMillis();
        if (millis < SECOND) {
            return millis + "ms";
        }
        var seconds = BigDecimal.valueOf(millis % MINUTE, 3).stripTrailingZeros().toPlainString() + "s";
        return millis < MINUTE ? seconds : millis / MINUTE + "m" + seconds;
    }
}
