package dev.tollgate.console.keys;

import dev.tollgate.console.fx.form.Read;
import dev.tollgate.console.fx.form.Texts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/// When something that holds for a while ends, as it is typed: `2h` from now, the next `18:00`, or a day and minute.
sealed interface Until {
    Duration LONGEST = Duration.ofDays(366);
    Pattern CLOCK = Pattern.compile("([01]?\\d|2[0-3]):[0-5]\\d");

    /// That moment, seen from now.
    Instant from(Instant now);

    /// Counted from when it begins.
    record After(Duration time) implements Until {
        @Override
        public Instant from(Instant now) {
            return now.plus(time);
        }
    }

    /// The next time a clock shows it.
    record Clock(LocalTime time, ZoneId zone) implements Until {
        @Override
        public Instant from(Instant now) {
            var today = now.atZone(zone).toLocalDate().atTime(time).atZone(zone);
            return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
        }
    }

    /// A moment of the calendar.
    record At(Instant moment) implements Until {
        @Override
        public Instant from(Instant now) {
            return moment;
        }
    }

    /// Empty text is no time.
    static Read<Optional<Until>> read(String typed, ZoneId zone) {
        var text = typed.strip();
        if (CLOCK.matcher(text).matches()) {
            return Read.good(Optional.of(new Clock(LocalTime.parse(text.length() == 4 ? "0" + text : text), zone)));
        }
        if (Texts.duration(text) instanceof Read.Good<Optional<Duration>>(var time)) {
            return Read.good(time.map(After::new));
        }
        return Texts.moment(text, zone) instanceof Read.Good<Optional<Instant>>(var moment)
                ? Read.good(moment.map(At::new))
                : Read.wrong("Write 2h, 18:00, or a day such as 2026-12-31 18:00.");
    }

    /// Why it cannot be meant now.
    static Optional<String> wrong(Until until, Instant now) {
        try {
            var end = until.from(now);
            if (!end.isAfter(now)) {
                return Optional.of("That has passed already.");
            }
            return end.isAfter(now.plus(LONGEST))
                    ? Optional.of("At most a year; what lasts is edited instead.")
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException beyond) {
            return Optional.of("At most a year; what lasts is edited instead.");
        }
    }
}
