package dev.tollgate.console;

import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.Export;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// What an export is to hold.
///
/// @param by dimensions of spend; empty: entries
record ExportAsk(Instant from, Instant to, List<Dimension> by, Map<Dimension, Set<String>> only, SpendQuery.Step step,
        Export.Format format, ZoneId zone) {
    /// An option that cannot be; the message says which and why.
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    ExportAsk {
        by = List.copyOf(by);
        only = Map.copyOf(only);
    }

    /// A day or an instant.
    ///
    /// @param after what is added to the start of a day
    static Instant instant(String option, String text, ZoneId zone, Duration after) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).plusDays(after.toDays()).atStartOfDay(zone).toInstant();
        } catch (DateTimeException wrong) {
            throw new Wrong(option + " is neither a day such as 2026-11-01 nor an instant such as"
                    + " 2026-11-01T08:00:00Z: " + text);
        }
    }

    EntryFilter filter() {
        return new EntryFilter(from, to, only, Map.of(), OptionalLong.empty(), Optional.empty());
    }

    SpendQuery spend() {
        var bucket = switch (step) {
            case MINUTE -> Duration.ofMinutes(1);
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(1);
        };
        return new SpendQuery(by, from, to, step, bucket, only);
    }

    /// The same, for the running process.
    String query() {
        var text = new StringBuilder("from=" + from + "&to=" + to + "&step=" + step.word() + "&format="
                + format.word());
        if (!by.isEmpty()) {
            text.append("&by=").append(by.stream().map(Word::word).collect(Collectors.joining(",")));
        }
        only.forEach((dimension, values) -> text.append('&').append(dimension.word()).append('=')
                .append(URLEncoder.encode(String.join(",", values), StandardCharsets.UTF_8)));
        return text.toString();
    }
}
