package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads `budgets`.
final class BudgetSection {
    /// What is known of a call before it is made, and so can be capped.
    static final List<Dimension> DIMENSIONS = List.of(Dimension.KEY, Dimension.OWNER, Dimension.CUSTOMER,
            Dimension.WORKSPACE, Dimension.USER, Dimension.AGENT, Dimension.THREAD, Dimension.FEATURE, Dimension.TASK,
            Dimension.ENVIRONMENT, Dimension.TRAFFIC);

    private BudgetSection() {}

    static List<Budget> read(Fields top) {
        return top.items("budgets").stream().map(item -> budget(item.fields())).toList();
    }

    private record Cap(Budget.Unit unit, long limit) {}

    private static Budget budget(Fields fields) {
        var cap = cap(fields);
        var budget = new Budget(fields.need("name", Value::text, ""),
                fields.need("scope", v -> Optional.of(scope(v)), Scope.EVERYTHING),
                fields.need("window", BudgetSection::window, Budget.Calendar.DAY), cap.unit, cap.limit,
                fields.get("at").map(BudgetSection::steps).orElse(Budget.BLOCK_AT_FULL), exempt(fields),
                fields.read("strict", Value::flag, false));
        fields.later("downgrade_to", Value::text);
        fields.later("inferred", Value::flag);
        fields.close();
        return budget;
    }

    private static Cap cap(Fields fields) {
        var found = new ArrayList<Cap>();
        for (var unit : Budget.Unit.values()) {
            fields.get(unit.word()).ifPresent(at -> {
                var limit = unit == Budget.Unit.USD ? at.usd() : at.whole(1, Long.MAX_VALUE);
                found.add(new Cap(unit, limit.orElse(1L)));
                if (found.size() > 1) {
                    at.mistake("a budget has one of usd, tokens and requests; make a second budget for the other");
                }
            });
        }
        if (found.isEmpty() && !fields.isBroken()) {
            fields.at().mistake("needs a cap: one of usd, tokens and requests");
        }
        return found.isEmpty() ? new Cap(Budget.Unit.USD, 1) : found.getFirst();
    }

    private static Set<Traffic> exempt(Fields fields) {
        return fields.items("exempt").stream().flatMap(item -> item.word(Traffic.class).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Scope scope(Value at) {
        var fields = at.fields();
        var fixed = new EnumMap<Dimension, String>(Dimension.class);
        fields.all().forEach((name, value) -> {
            if (name.equals("inferred")) {
                fields.later(name, Value::flag);
            } else if (!name.equals("each")) {
                built(value, name, "of one ").ifPresent(
                        dimension -> value.text().ifPresent(text -> fixed.put(dimension, text)));
            }
        });
        var each = fields.get("each").flatMap(value -> value.text().flatMap(name -> built(value, name, "for each ")));
        each.filter(fixed::containsKey).ifPresent(dimension -> at.mistake("give either " + dimension.word()
                + " or each: " + dimension.word() + ", since one value is counted once anyway"));
        return new Scope(fixed, each);
    }

    private static Optional<Dimension> built(Value at, String name, String how) {
        return LaterSections.dimension(at, name).filter(dimension -> {
            boolean built = DIMENSIONS.contains(dimension);
            if (!built) {
                at.later("a budget " + how + name);
            }
            return built;
        });
    }

    private static Optional<Budget.Window> window(Value at) {
        var text = at.raw().orElse("");
        return Budget.Window.parse(text)
                .or(() -> at.wrong("must be hour, day, week, month, total or a duration such as 5h"
                        + Near.hint(text, Budget.Calendar.words())));
    }

    /// Steps by share in percent.
    private static List<Budget.Step> steps(Value at) {
        var steps = new ArrayList<Budget.Step>();
        var fields = at.fields();
        fields.all().forEach((share, value) -> {
            if (!share.matches("0*[1-9]\\d?|0*100")) {
                value.mistake("a step stands at a share between 1 and 100 percent");
                return;
            }
            value.oneOf("notify", "downgrade", "free", "block").ifPresent(word -> Word
                    .parse(Budget.Action.class, word)
                    .ifPresentOrElse(action -> steps.add(new Budget.Step(Integer.parseInt(share), action)),
                            () -> value.later("the step " + word + " at " + share)));
        });
        if (fields.isEmpty() && !fields.isBroken()) {
            at.mistake("needs a step such as 100: block");
        }
        return steps;
    }
}
