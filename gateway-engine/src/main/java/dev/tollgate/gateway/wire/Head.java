package dev.tollgate.gateway.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Header fields in order, names in any case. Immutable.
public record Head(List<Field> fields) {
    public static final Head EMPTY = new Head(List.of());

    public Head {
        fields = List.copyOf(fields);
    }

    /// One header line.
    public record Field(String name, String value) {}

    /// @param namesAndValues name, value, name, value …
    public static Head of(String... namesAndValues) {
        var fields = new ArrayList<Field>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Head(fields);
    }

    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                return Optional.of(field.value);
            }
        }
        return Optional.empty();
    }

    public List<String> all(String name) {
        List<String> found = List.of();
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(field.value);
            }
        }
        return found;
    }

    public Head with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Head(more);
    }
}
