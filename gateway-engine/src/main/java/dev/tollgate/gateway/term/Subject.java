package dev.tollgate.gateway.term;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Whom a stop or an alarm speaks of: all calls that have these values together; without values, everybody.
public record Subject(Map<Dimension, String> values) {
    public static final Subject EVERYTHING = new Subject(Map.of());
    private static final String ALL = "*";
    /// No key's name has a slash, so that a key's text is its bare name.
    private static final String MARK = "/";

    public Subject {
        values = Map.copyOf(values);
    }

    public static Subject of(Dimension dimension, String value) {
        return new Subject(Map.of(dimension, value));
    }

    public static Subject key(String name) {
        return of(Dimension.KEY, name);
    }

    public boolean isEverything() {
        return values.isEmpty();
    }

    public Optional<String> get(Dimension dimension) {
        return Optional.ofNullable(values.get(dimension));
    }

    /// Whether a call is meant, by what it says of each dimension.
    public boolean covers(Function<Dimension, Optional<String>> call) {
        return values.entrySet().stream()
                .allMatch(each -> call.apply(each.getKey()).filter(each.getValue()::equals).isPresent());
    }

    /// As it is kept: `*`, a key's bare name, or `/agent=fix-loop&key=web`.
    public String text() {
        if (values.isEmpty()) {
            return ALL;
        }
        var key = values.get(Dimension.KEY);
        return values.size() == 1 && key != null
                ? key
                : MARK + sorted().entrySet().stream()
                        .map(each -> each.getKey().word() + "="
                                + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /// The inverse of [#text].
    public static Subject parse(String text) {
        if (text.equals(ALL)) {
            return EVERYTHING;
        }
        if (!text.startsWith(MARK)) {
            return key(text);
        }
        var values = new EnumMap<Dimension, String>(Dimension.class);
        for (var pair : text.substring(1).split("&", -1)) {
            int equals = pair.indexOf('=');
            Word.parse(Dimension.class, pair.substring(0, Math.max(0, equals))).ifPresent(dimension -> values
                    .put(dimension, URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)));
        }
        return new Subject(values);
    }

    /// For people: `everything`, `key web`, `agent fix-loop, key web`.
    public String label() {
        return values.isEmpty()
                ? "everything"
                : sorted().entrySet().stream().map(each -> each.getKey().word() + " " + each.getValue())
                        .collect(Collectors.joining(", "));
    }

    /// The bare value where there is one only, else the label.
    public String name() {
        return values.size() == 1 ? values.values().iterator().next() : label();
    }

    private Map<Dimension, String> sorted() {
        return values.isEmpty() ? Map.of() : new EnumMap<>(values);
    }
}
