package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Word;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The query of an admin call. What is malformed is an error that names the parameter.
record Parameters(Map<String, String> values) {
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /// A wrong parameter.
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;
        private final String parameter;

        Wrong(String parameter, String message) {
            this(400, parameter, message);
        }

        Wrong(int status, String parameter, String message) {
            super(message);
            this.status = status;
            this.parameter = parameter;
        }

        int status() {
            return status;
        }

        String parameter() {
            return parameter;
        }
    }

    static Parameters of(String query) {
        var values = new HashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty() && values.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                throw new Wrong(name, name + " is given twice.");
            }
        }
        return new Parameters(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Wrong("query", "The query has a broken percent escape in " + text + ".");
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty());
    }

    Instant instant(String name, Instant otherwise) {
        return get(name).map(text -> parsed(name, text)).orElse(otherwise);
    }

    private static Instant parsed(String name, String text) {
        try {
            var at = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST)) {
                throw new Wrong(name, name + " must be from 1970 to 9999: " + text + ".");
            }
            return at;
        } catch (DateTimeException wrong) {
            throw new Wrong(name, name + " is no RFC 3339 instant such as 2026-11-21T10:00:00Z: " + text + ".");
        }
    }

    /// From one moment to a later one.
    record Period(Instant from, Instant to) {
        /// A window turned round has nothing in it, which would read as an answer.
        Period {
            if (from.isAfter(to)) {
                throw new Wrong("from", "from is after to: " + from + " and " + to + ".");
            }
        }
    }

    /// @param from where none is given
    /// @param to where none is given
    Period period(Instant from, Instant to) {
        return new Period(instant("from", from), instant("to", to));
    }

    int limit() {
        try {
            int limit = get("limit").map(Integer::parseInt).orElse(100);
            if (limit < 1 || limit > 1000) {
                throw new Wrong("limit", "limit must be 1 to 1000.");
            }
            return limit;
        } catch (NumberFormatException wrong) {
            throw new Wrong("limit", "limit must be a whole number from 1 to 1000.");
        }
    }

    List<Dimension> dimensions(String name) {
        return get(name).map(text -> List.of(text.split(",", -1)).stream()
                .map(word -> Word.parse(Dimension.class, word.strip())
                        .orElseThrow(() -> new Wrong(name, "There is no dimension " + word + ".")))
                .toList()).orElse(List.of());
    }

    /// What to keep of each dimension that is named.
    Map<Dimension, Set<String>> only() {
        var only = new EnumMap<Dimension, Set<String>>(Dimension.class);
        for (var dimension : Dimension.values()) {
            get(dimension.word()).ifPresent(v -> only.put(dimension, new HashSet<>(List.of(v.split(",", -1)))));
        }
        only.getOrDefault(Dimension.OUTCOME, Set.of()).forEach(Parameters::outcome);
        return only;
    }

    private static void outcome(String word) {
        if (Word.parse(Outcome.class, word).isEmpty()) {
            throw new Wrong("outcome", "There is no outcome " + word + ". There are: "
                    + Arrays.stream(Outcome.values()).map(Word::word).collect(Collectors.joining(", ")) + ".");
        }
    }

    EntryFilter filter(Instant now) {
        var period = period(Instant.EPOCH, now.plus(Duration.ofDays(1)));
        return new EntryFilter(period.from(), period.to(), only(), Map.of(), minPicos(), Optional.empty());
    }

    /// A filter that is misspelt would be a filter that lets everything through.
    ///
    /// @param others what there is besides dimensions
    Parameters known(String... others) {
        return only(name -> List.of(others).contains(name) || Word.parse(Dimension.class, name).isPresent(),
                String.join(", ", others) + ", and to filter "
                        + Arrays.stream(Dimension.values()).map(Word::word).collect(Collectors.joining(", ")));
    }

    /// The same where nothing is filtered.
    ///
    /// @param names what there is
    Parameters exactly(String... names) {
        return only(List.of(names)::contains, String.join(", ", names));
    }

    private Parameters only(Predicate<String> known, String there) {
        values.keySet().stream().filter(known.negate()).findFirst().ifPresent(name -> {
            throw new Wrong(name, "There is no parameter " + name + " here."
                    + (there.isEmpty() ? "" : " There are: " + there + "."));
        });
        return this;
    }

    private OptionalLong minPicos() {
        return get("min_usd").map(text -> OptionalLong.of(picos(text))).orElse(OptionalLong.empty());
    }

    private static long picos(String text) {
        try {
            long picos = Picos.ofUsd(new BigDecimal(text));
            if (picos >= 0) {
                return picos;
            }
        } catch (ArithmeticException | NumberFormatException wrong) {
            // said below
        }
        throw new Wrong("min_usd", "min_usd must be a decimal number of USD, 0 or more: " + text + ".");
    }
}
