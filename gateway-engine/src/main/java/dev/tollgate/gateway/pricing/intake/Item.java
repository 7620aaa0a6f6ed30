package dev.tollgate.gateway.pricing.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One value of a list with its place. Numbers are read as the decimals that stand there, never through a double.
///
/// @param source the whole text, by code points
record Item(Node node, String path, int[] source) {
    private static final int SHOWN = 40;
    private static final int RAW = 1_000;

    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    Damaged wrong(String message) {
        return new Damaged(line(), (path.isEmpty() ? "" : path + " ") + message);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    boolean isNumber() {
        return node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
    }

    Map<String, Item> fields() {
        if (!(node instanceof MappingNode map)) {
            throw wrong("must be a mapping of fields");
        }
        var fields = new LinkedHashMap<String, Item>();
        for (var tuple : map.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                var name = key.getValue();
                fields.put(name, new Item(tuple.getValueNode(), path.isEmpty() ? name : path + "." + name, source));
            } else {
                throw new Item(tuple.getKeyNode(), path, source).wrong("is neither JSON nor YAML from here on");
            }
        }
        return fields;
    }

    List<Item> items() {
        if (!(node instanceof SequenceNode list)) {
            throw wrong("must be a list");
        }
        return list.getValue().stream().map(each -> new Item(each, path, source)).toList();
    }

    /// The same value under a name a person knows.
    Item named(String name) {
        return new Item(node, name, source);
    }

    String text() {
        if (node instanceof ScalarNode scalar && !isNull() && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw wrong("must be text");
    }

    Optional<String> textIfAny() {
        return node instanceof ScalarNode && !isNull() ? Optional.of(text()) : Optional.empty();
    }

    long whole() {
        try {
            return number().longValueExact();
        } catch (ArithmeticException fraction) {
            throw wrong("must be a whole number, not '" + shown() + "'");
        }
    }

    BigDecimal number() {
        try {
            if (isNumber() && node instanceof ScalarNode scalar) {
                var number = new BigDecimal(scalar.getValue());
                if (number.signum() >= 0 && number.precision() - number.scale() < 16) {
                    return number;
                }
            }
        } catch (NumberFormatException odd) {
            throw wrong("must be a price, not '" + shown() + "'");
        }
        throw wrong("must be a price of 0 or more, not '" + shown() + "'");
    }

    /// As pico-dollars a token or a piece; finer ones are rounded half-even.
    ///
    /// @param shift decimal places from the list's unit to pico-dollars
    long picos(int shift) {
        try {
            return number().movePointRight(shift).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        } catch (ArithmeticException large) {
            throw wrong("is more than a price can be");
        }
    }

    private String shown() {
        var text = node instanceof ScalarNode scalar ? scalar.getValue().replaceAll("\\p{Cntrl}", " ") : "a list";
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    /// What the list itself says, cut where it is long.
    String raw() {
        int from = node.getStartMark().map(mark -> mark.getIndex()).orElse(0);
        int end = Math.min(node.getEndMark().map(mark -> mark.getIndex()).orElse(from), source.length);
        var text = new String(source, from, Math.clamp(end - from, 0, RAW)).replaceAll("\\s+", " ").strip();
        return end - from > RAW ? text + "…" : text;
    }
}
