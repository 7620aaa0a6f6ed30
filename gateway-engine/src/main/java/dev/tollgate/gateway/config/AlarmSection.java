package dev.tollgate.gateway.config;

import dev.tollgate.gateway.config.AlarmRule.Action;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Word;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// Reads `alarms` and `channels`.
final class AlarmSection {
    private static final List<String> LATER = List.of("mix_change", "wasted_tokens", "context_growth", "media_spike",
            "margin", "smoke", "gateway", "credit", "retirement", "prices");
    private static final List<String> KINDS = Arrays.stream(Kind.values()).map(Word::word).toList();
    private static final String OWNER = "owner";

    private AlarmSection() {}

    static Alarming read(Fields top) {
        var rules = top.items("alarms").stream().flatMap(item -> rule(item.fields()).stream()).toList();
        var channels = top.get("channels").map(at -> at.fields().all().entrySet().stream()
                .map(each -> channel(each.getKey(), each.getValue().fields())).toList());
        return new Alarming(rules, channels.orElse(List.of()));
    }

    private static Channel channel(String name, Fields fields) {
        var channel = new Channel(name, fields.need("webhook", Value::text, ""),
                fields.read("secret", SecretText::whole));
        fields.close();
        return channel;
    }

    /// Empty where the kind is missing or not built: its limits could not be read.
    private static Optional<AlarmRule> rule(Fields fields) {
        var name = fields.need("name", Value::text, "");
        var kind = fields.need("kind", AlarmSection::kind, Optional.<Kind>empty());
        var scope = fields.get("scope").map(AlarmSection::scope).orElse(Scope.EVERYTHING);
        var window = fields.read("window", Value::duration);
        var factor = fields.read("factor", AlarmSection::factor);
        var floor = fields.read("floor", v -> amount(kind, v));
        var ceiling = fields.read("ceiling", v -> amount(kind, v));
        int least = count(fields, "min_requests", AlarmRule.MIN_REQUESTS);
        int repeats = count(fields, "repeats", AlarmRule.REPEATS);
        int cycle = count(fields, "cycle", AlarmRule.CYCLE);
        var actions = fields.get("actions").map(AlarmSection::actions).orElse(Set.of(Action.NOTIFY));
        var to = to(fields);
        fields.close();
        return kind.map(k -> new AlarmRule(name, k, scope, window.orElse(k.window()),
                factor.map(OptionalDouble::of).orElse(OptionalDouble.empty()), optional(floor), optional(ceiling),
                least, repeats, cycle, actions, to));
    }

    private static OptionalLong optional(Optional<Long> number) {
        return number.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static int count(Fields fields, String name, int otherwise) {
        return fields.read(name, v -> v.whole(1, 1_000_000), (long) otherwise).intValue();
    }

    private static Optional<Optional<Kind>> kind(Value at) {
        return at.text().flatMap(word -> {
            if (LATER.contains(word)) {
                at.later("the kind " + word);
                return Optional.empty();
            }
            var kind = Word.parse(Kind.class, word);
            if (kind.isEmpty()) {
                at.mistake("is no kind of alarm" + Near.hint(word, KINDS) + "; there are " + String.join(", ", KINDS));
            }
            return Optional.of(kind);
        });
    }

    static Scope scope(Value at) {
        var fixed = new EnumMap<Dimension, String>(Dimension.class);
        Optional<Dimension> each = Optional.empty();
        for (Map.Entry<String, Value> field : at.fields().all().entrySet()) {
            var value = field.getValue();
            if (field.getKey().equals("inferred")) {
                value.later("counting threads found without a header");
            } else if (field.getKey().equals("each")) {
                each = value.text().flatMap(name -> LaterSections.dimension(value, name));
            } else {
                LaterSections.dimension(value, field.getKey())
                        .ifPresent(d -> value.text().ifPresent(text -> fixed.put(d, text)));
            }
        }
        return new Scope(fixed, each);
    }

    private static Optional<Double> factor(Value at) {
        return decimal(at).map(BigDecimal::doubleValue);
    }

    private static Optional<BigDecimal> decimal(Value at) {
        var text = at.raw().orElse("");
        return text.matches("\\d{1,15}(\\.\\d{0,12})?")
                ? Optional.of(new BigDecimal(text))
                : at.wrong("must be a number such as 8 or 0.25");
    }

    /// A limit in the kind's measure; where the kind is unknown, any number is let pass.
    private static Optional<Long> amount(Optional<Kind> kind, Value at) {
        if (kind.isEmpty()) {
            return decimal(at).map(BigDecimal::longValue);
        }
        return switch (kind.get().measure()) {
            case TOKENS, REPEATS, REQUESTS -> at.whole(0, Long.MAX_VALUE);
            case PICOS -> at.usd();
            case MILLIONTHS -> decimal(at).flatMap(share -> share.compareTo(BigDecimal.ONE) > 0
                    ? at.<Long>wrong("is a share between 0 and 1: 0.25 is 25 %")
                    : Optional.of(share.movePointRight(6).longValue()));
        };
    }

    private static Set<Action> actions(Value at) {
        var actions = EnumSet.noneOf(Action.class);
        for (var item : at.items()) {
            var word = item.oneOf("notify", "slow", "cap", "pause", "cut").orElse("notify");
            Word.parse(Action.class, word).ifPresentOrElse(actions::add, () -> item.later("the action " + word));
        }
        return actions;
    }

    private static List<String> to(Fields fields) {
        var names = fields.items("to");
        names.stream().filter(item -> item.says(OWNER)).forEach(item -> item.later("telling a key's owner"));
        return names.stream().filter(item -> !item.says(OWNER)).flatMap(item -> item.text().stream()).toList();
    }
}
