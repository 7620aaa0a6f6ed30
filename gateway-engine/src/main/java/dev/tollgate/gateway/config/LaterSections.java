package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The forms of what the contract has and no code honours yet: checked, then refused, never ignored.
final class LaterSections {
    private static final List<String> DIMENSIONS = Arrays.stream(Dimension.values()).map(Word::word).toList();

    private LaterSections() {}

    static void read(Fields top) {
        top.later("balances", each(LaterSections::balance));
        top.later("plans", each(LaterSections::plan));
    }

    static Consumer<Value> each(Consumer<Fields> form) {
        return list -> list.items().forEach(item -> within(form).accept(item));
    }

    static Consumer<Value> within(Consumer<Fields> form) {
        return value -> {
            var fields = value.fields();
            form.accept(fields);
            fields.close();
        };
    }

    static void anything(Value at) {
        at.report().stands(at.path(), at.line());
    }

    /// A scope of any dimensions: fixed values, and `each`.
    static void scope(Value at) {
        at.fields().all().forEach((name, value) -> {
            if (name.equals("each")) {
                value.text().ifPresent(dimension -> dimension(value, dimension));
            } else if (!name.equals("inferred")) {
                dimension(value, name);
            }
        });
    }

    static Optional<Dimension> dimension(Value at, String name) {
        return Word.parse(Dimension.class, name).or(() -> at.wrong("is no dimension" + Near.hint(name, DIMENSIONS)
                + "; there are " + String.join(", ", DIMENSIONS)));
    }

    private static void balance(Fields fields) {
        fields.need("name", Value::text, "");
        fields.get("scope").ifPresent(LaterSections::scope);
        fields.read("settlement", Value::text);
        fields.need("usd", Value::usd, 0L);
    }

    private static void plan(Fields fields) {
        fields.need("name", Value::text, "");
        fields.read("usd_month", Value::usd);
        fields.get("margin_target");
    }
}
