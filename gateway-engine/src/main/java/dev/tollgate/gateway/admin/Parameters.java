package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Word;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The query of an admin call. What is malformed is an error that names the parameter.
record Parameters(Map<String, String> values) {
    private static final List<Dimension> FILTERS = List.of(Dimension.KEY, Dimension.ROUTE, Dimension.MODEL,
            Dimension.PROVIDER, Dimension.CUSTOMER, Dimension.AGENT, Dimension.THREAD, Dimension.OUTCOME,
            Dimension.FEATURE, Dimension.USER, Dimension.TARGET, Dimension.ENDPOINT, Dimension.WORKSPACE,
            Dimension.TASK, Dimension.ENVIRONMENT, Dimension.TRAFFIC, Dimension.TAG, Dimension.REQUESTED_MODEL,
            Dimension.RESPONSE_MODEL);

    /// A wrong parameter.
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String parameter;

        Wrong(String parameter, String message) {
            super(message);
            this.parameter = parameter;
        }

        String parameter() {
            return parameter;
        }
    }

    static Parameters of(String query) {
        var values = new HashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
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
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException wrong) {
            throw new Wrong(name, name + " is no RFC 3339 instant such as 2026-11-21T10:00:00Z: " + text + ".");
        }
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

    EntryFilter filter(Instant now) {
        var only = new HashMap<Dimension, Set<String>>();
        FILTERS.forEach(d -> get(d.word()).ifPresent(v -> only.put(d, Set.of(v.split(",", -1)))));
        return new EntryFilter(instant("from", Instant.EPOCH), instant("to", now.plus(Duration.ofDays(1))), only,
                Map.of(), minPicos(), Optional.empty());
    }

    private OptionalLong minPicos() {
        try {
            return get("min_usd").map(text -> OptionalLong.of(Picos.ofUsd(new BigDecimal(text))))
                    .orElse(OptionalLong.empty());
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw new Wrong("min_usd", "min_usd must be a decimal number of USD.");
        }
    }
}
