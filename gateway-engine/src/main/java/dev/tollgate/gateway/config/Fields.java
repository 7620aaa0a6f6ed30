package dev.tollgate.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// The fields of one mapping. Whoever reads it asks for every field it knows and then calls [#close], which reports
/// the rest as unknown.
final class Fields {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_*:/@+-]+");

    private final Value at;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final boolean broken;

    private Fields(Value at) {
        this.at = at;
        this.broken = !(at.node() instanceof MappingNode);
    }

    static Fields of(Value at) {
        var fields = new Fields(at);
        if (at.node() instanceof MappingNode map) {
            map.getValue().forEach(fields::add);
        } else {
            at.mistake(at.isNull() ? "must not be empty" : "must be a mapping of fields");
        }
        return fields;
    }

    private void add(NodeTuple tuple) {
        int line = Yaml.line(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            at.report().mistake(at.path(), line, "a field's name must be text");
            return;
        }
        var path = child(at.path(), key.getValue());
        var earlier = values.get(key.getValue());
        if (earlier != null) {
            at.report().mistake(path, line, "is given twice; first on line " + earlier.line());
        } else {
            values.put(key.getValue(), new Value(tuple.getValueNode(), path, line, at.report()));
        }
    }

    /// The path of a field: plain names as they are, others quoted.
    static String child(String path, String name) {
        var shown = PLAIN.matcher(name).matches() ? name : "\"" + name.replaceAll("\\p{Cntrl}", " ") + "\"";
        return path.isEmpty() ? shown : path + "." + shown;
    }

    Value at() {
        return at;
    }

    /// The field's value; one that is null counts as absent.
    Optional<Value> get(String name) {
        known.add(name);
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isNull());
    }

    <T> T read(String name, Function<Value, Optional<T>> reading, T otherwise) {
        return get(name).flatMap(reading).orElse(otherwise);
    }

    <T> Optional<T> read(String name, Function<Value, Optional<T>> reading) {
        return get(name).flatMap(reading);
    }

    /// Reads a field that must be there; `otherwise` stands in so that the reading can go on.
    <T> T need(String name, Function<Value, Optional<T>> reading, T otherwise) {
        var value = get(name);
        if (value.isEmpty() && !broken) {
            at.report().mistake(child(at.path(), name), at.line(), "is missing");
        }
        return value.flatMap(reading).orElse(otherwise);
    }

    List<Value> items(String name) {
        return get(name).map(Value::items).orElse(List.of());
    }

    List<String> texts(String name) {
        return get(name).map(Value::texts).orElse(List.of());
    }

    /// A field of the contract that no code honours yet: its own form is checked, then it is refused, unless it says
    /// what is so anyway.
    void later(String name, Consumer<Value> form, String neutral) {
        get(name).filter(value -> !value.says(neutral)).ifPresent(value -> {
            form.accept(value);
            value.mistake("is not supported yet");
        });
    }

    void later(String name, Consumer<Value> form) {
        later(name, form, "false");
    }

    /// Every field as name and value, for mappings whose names are the user's. A null value stays and is reported by
    /// whoever reads it.
    Map<String, Value> all() {
        known.addAll(values.keySet());
        return values;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean isBroken() {
        return broken;
    }

    /// Reports what nobody asked for.
    void close() {
        var unknown = new ArrayList<>(values.keySet());
        unknown.removeAll(known);
        for (var name : unknown) {
            var value = values.get(name);
            if (value != null) {
                value.mistake("is not a field that exists here" + Near.hint(name, known)
                        + (known.size() <= 6 ? "; there are " + String.join(", ", known) : ""));
            }
        }
    }
}
