package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `budgets`: the caps built so far are hard and in USD, for everything or for keys.
final class BudgetSection {
    private BudgetSection() {}

    static List<Budget> read(Fields top) {
        return top.items("budgets").stream().map(item -> budget(item.fields())).toList();
    }

    private static Budget budget(Fields fields) {
        var budget = new Budget(fields.need("name", Value::text, ""),
                fields.need("scope", v -> Optional.of(scope(v)), Scope.EVERYTHING),
                fields.need("window", BudgetSection::window, Budget.Window.DAY), usd(fields),
                fields.read("strict", Value::flag, false));
        fields.get("at").ifPresent(BudgetSection::steps);
        fields.later("downgrade_to", Value::text);
        fields.later("exempt", LaterSections.words("critical", "normal", "background"));
        fields.later("inferred", Value::flag);
        fields.close();
        return budget;
    }

    private static long usd(Fields fields) {
        boolean other = false;
        for (var unit : List.of("tokens", "requests")) {
            var cap = fields.get(unit);
            cap.ifPresent(at -> {
                at.whole(1, Long.MAX_VALUE);
                at.later("a cap of " + unit);
            });
            other |= cap.isPresent();
        }
        return other ? fields.read("usd", Value::usd, 1L) : fields.need("usd", Value::usd, 1L);
    }

    private static Scope scope(Value at) {
        var fields = at.fields();
        var key = fields.read("key", Value::text);
        var each = fields.get("each").flatMap(BudgetSection::each);
        if (key.isPresent() && each.isPresent()) {
            at.mistake("give either key or each: a key's own cap is counted once anyway");
        }
        fields.all().forEach((name, value) -> {
            if (name.equals("inferred")) {
                fields.later(name, Value::flag);
            } else if (!name.equals("key") && !name.equals("each")) {
                LaterSections.dimension(value, name).ifPresent(d -> value.later("a budget of one " + name));
            }
        });
        return new Scope(key.map(k -> Map.of(Dimension.KEY, k)).orElse(Map.of()), each);
    }

    private static Optional<Dimension> each(Value at) {
        return at.text().flatMap(name -> LaterSections.dimension(at, name)).filter(dimension -> {
            boolean built = dimension == Dimension.KEY;
            if (!built) {
                at.later("a budget for each " + dimension.word());
            }
            return built;
        });
    }

    private static Optional<Budget.Window> window(Value at) {
        var text = at.raw().orElse("");
        if (text.equals("hour") || text.equals("week") || text.equals("month") || Durations.parse(text).isPresent()) {
            at.later("the window " + text);
            return Optional.empty();
        }
        return switch (text) {
            case "day" -> Optional.of(Budget.Window.DAY);
            case "total" -> Optional.of(Budget.Window.TOTAL);
            default -> at.wrong("must be hour, day, week, month, total or a duration"
                    + Near.hint(text, List.of("hour", "day", "week", "month", "total")));
        };
    }

    /// Steps by share in percent: only the block at 100 is built.
    private static void steps(Value at) {
        at.fields().all().forEach((share, value) -> {
            if (!share.matches("\\d{1,3}") || Integer.parseInt(share) > 100 || share.matches("0+")) {
                value.mistake("a step stands at a share between 1 and 100 percent");
            }
            value.oneOf("notify", "downgrade", "free", "block")
                    .filter(step -> !step.equals("block") || !share.equals("100"))
                    .ifPresent(step -> value.later("the step " + step + " at " + share));
        });
    }
}
