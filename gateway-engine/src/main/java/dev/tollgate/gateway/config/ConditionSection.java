package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads `when` of a target.
final class ConditionSection {
    /// What is known only of a target or an answer chooses none.
    private static final Set<Dimension> LATE = Set.of(Dimension.MODEL, Dimension.RESPONSE_MODEL, Dimension.PROVIDER,
            Dimension.TARGET, Dimension.ROUTE_TYPE, Dimension.OUTCOME, Dimension.SETTLEMENT, Dimension.PLAN);

    private ConditionSection() {}

    static Optional<Condition> read(Value at) {
        var fields = at.fields();
        var condition = new Condition(values(fields), tokens(fields, "input_above"), tokens(fields, "input_below"),
                fields.read("tools", Value::flag), fields.read("images", Value::flag),
                fields.read("json", Value::flag), fields.read("reasoning", Value::flag),
                fields.get("hours").map(ConditionSection::hours).orElse(List.of()),
                fields.get("budget_above").map(ConditionSection::budgets).orElse(Map.of()),
                score(fields, "score_above"), score(fields, "score_below"));
        fields.close();
        return Optional.of(condition);
    }

    private static Map<Dimension, Set<String>> values(Fields fields) {
        var values = new EnumMap<Dimension, Set<String>>(Dimension.class);
        for (var dimension : Dimension.values()) {
            fields.get(dimension.word()).ifPresent(at -> {
                if (LATE.contains(dimension)) {
                    at.mistake("is not known before a target is chosen");
                } else {
                    values.put(dimension, words(at, dimension));
                }
            });
        }
        return values;
    }

    /// One word or a list of them.
    private static Set<String> words(Value at, Dimension dimension) {
        var texts = at.node() instanceof SequenceNode ? at.texts() : at.text().stream().toList();
        if (at.node() instanceof SequenceNode list && list.getValue().isEmpty()) {
            at.mistake("no call would match an empty list");
        }
        if (dimension == Dimension.TRAFFIC) {
            texts.stream().filter(text -> Word.parse(Traffic.class, text).isEmpty())
                    .forEach(text -> at.mistake("there is no traffic '" + text + "'; there are "
                            + String.join(", ", traffic())));
        }
        return new TreeSet<>(texts);
    }

    private static List<String> traffic() {
        return Arrays.stream(Traffic.values()).map(Word::word).toList();
    }

    private static OptionalLong tokens(Fields fields, String name) {
        var found = fields.read(name, v -> v.whole(0, Long.MAX_VALUE));
        return found.isPresent() ? OptionalLong.of(found.get()) : OptionalLong.empty();
    }

    private static OptionalInt score(Fields fields, String name) {
        var found = fields.read(name, v -> v.whole(0, 100));
        return found.isPresent() ? OptionalInt.of(found.get().intValue()) : OptionalInt.empty();
    }

    private static List<Hours> hours(Value at) {
        var values = at.node() instanceof SequenceNode ? at.items() : List.of(at);
        return values.stream().flatMap(each -> each.text().flatMap(text -> Hours.parse(text)
                .or(() -> each.wrong("must be hours such as \"22:00-06:00\" or \"mon-fri 09:00-17:30\""))).stream())
                .toList();
    }

    /// A share of any budget, or of those that are named.
    private static Map<String, Integer> budgets(Value at) {
        if (at.raw().isPresent()) {
            return share(at).map(share -> Map.of(Condition.ANY, share)).orElse(Map.of());
        }
        var shares = new TreeMap<String, Integer>();
        at.fields().all().forEach((name, value) -> share(value).ifPresent(share -> shares.put(name, share)));
        return shares;
    }

    private static Optional<Integer> share(Value at) {
        return at.whole(0, 1_000).map(Long::intValue);
    }
}
