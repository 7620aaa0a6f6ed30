package dev.tollgate.console.alarms;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.console.fx.form.Read;
import dev.tollgate.console.fx.form.Texts;
import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Action;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The fields of one rule: each kind shows those it has.
final class RuleForm {
    private static final int MOST = 1_000_000;

    private final Form form = new Form();
    private final Field<String> name = Fields.text("Name", "shown in alarms and webhooks");
    private final Field<Kind> kind = Fields.combo("Watches", "", Arrays.asList(Kind.values()), AlarmWords::kind);
    private final Field<Optional<Dimension>> each = Fields.combo("For each", "one alarm for each of these",
            groups(), value -> value.map(Dimension::word).orElse("all together"));
    private final Field<Map<Dimension, String>> only =
            Fields.typed("Only", "all calls, or customer:acme feature:search",
                    RuleForm::readOnly, RuleForm::printOnly);
    private final Field<Optional<Duration>> window = Fields.duration("Within", "how long is counted: 1m",
            Duration.ofSeconds(5), Duration.ofDays(1));
    private final Field<Optional<BigDecimal>> factor = Fields.decimal("Times usual", "empty: fixed limits alone");
    private final Field<String> floor = Fields.text("Never below", "");
    private final Field<String> ceiling = Fields.text("Always above", "");
    private final Field<OptionalLong> least = Fields.number("Not before", "requests in the window", 1, MOST);
    private final Field<OptionalLong> repeats = Fields.number("Repeats", "in a row", 2, 1_000);
    private final Field<OptionalLong> cycle = Fields.number("Steps in a cycle", "at most", 1, 32);
    private final Field<Boolean> pause = Fields.toggle("By itself", "", "pause the subject");
    private final Field<Boolean> cut = Fields.toggle("And", "a cut cannot be taken back", "cut what is in flight");
    private final Field<List<String>> to;

    /// @param others names that are taken
    /// @param channels that can be told
    RuleForm(List<String> others, List<String> channels) {
        to = Fields.checks("Tells", channels.isEmpty() ? "webhooks are made under Channels" : "webhooks", channels,
                channels.isEmpty() ? "the window and the desktop" : "all channels", text -> text);
        name.checked(Check.needed("Give the rule a name.")).checked(Check.that(text -> !others.contains(text),
                "Another rule has this name."));
        each.checked(this::countable);
        window.checked(Check.that(Optional::isPresent, "Write a time such as 1m."));
        factor.checked(Check.that(times -> times.isEmpty() || times.get().compareTo(BigDecimal.ONE) > 0,
                "Write a number above 1, such as 8."));
        floor.checked(this::amount);
        ceiling.checked(this::amount).checked(this::order);
        pause.checked(this::pausable);
        cut.checked(this::cuttable);
        form.add(name);
        form.row(kind, each);
        form.add(only);
        form.row(window, factor);
        form.row(floor, ceiling);
        form.add(least);
        form.row(repeats, cycle);
        form.row(pause, cut);
        form.add(to);
        kind.onChange(this::adapt);
        for (var field : List.of(each, only, factor, floor)) {
            field.onChange(this::judge);
        }
        adapt();
    }

    private static List<Optional<Dimension>> groups() {
        var all = new ArrayList<Optional<Dimension>>();
        all.add(Optional.empty());
        var known = EnumSet.noneOf(Dimension.class);
        for (var kind : Kind.values()) {
            known.addAll(kind.dimensions());
        }
        known.forEach(dimension -> all.add(Optional.of(dimension)));
        return all;
    }

    private void judge() {
        for (var field : List.of(ceiling, pause, cut)) {
            field.judge();
        }
    }

    Form form() {
        return form;
    }

    void start(AlarmRule rule) {
        fill(rule, Field::start);
    }

    /// Another changed it meanwhile: what was typed here stays.
    void rebase(AlarmRule rule) {
        fill(rule, Field::rebase);
    }

    /// How a value gets into its field.
    private interface Put {
        <T> void put(Field<T> field, T value);
    }

    private void fill(AlarmRule rule, Put way) {
        way.put(kind, rule.kind());
        way.put(name, rule.name());
        way.put(each, rule.scope().each());
        way.put(only, rule.scope().fixed());
        way.put(window, Optional.of(rule.window()));
        way.put(factor, AlarmWords.factor(rule));
        way.put(floor, print(rule.kind(), rule.floor()));
        way.put(ceiling, print(rule.kind(), rule.ceiling()));
        way.put(least, OptionalLong.of(rule.minRequests()));
        way.put(repeats, OptionalLong.of(rule.repeats()));
        way.put(cycle, OptionalLong.of(rule.cycle()));
        way.put(pause, rule.actions().contains(Action.PAUSE));
        way.put(cut, rule.actions().contains(Action.CUT));
        way.put(to, rule.to());
        adapt();
    }

    /// What is there now, where nothing is wrong.
    Optional<AlarmRule> rule() {
        var shown = kind.valid();
        if (shown.isEmpty() || form.firstError().isPresent() || name.valid().isEmpty()) {
            return Optional.empty();
        }
        var k = shown.get();
        boolean fixed = k == Kind.LOOP || k == Kind.BUDGET;
        var scope = k == Kind.BUDGET ? Scope.EVERYTHING : new Scope(only.value(), each.value());
        return Optional.of(new AlarmRule(name.value(), k, scope, window.value().orElse(k.window()),
                fixed || factor.value().isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(factor.value().get().doubleValue()),
                fixed ? OptionalLong.empty() : read(k, floor.value()),
                fixed ? OptionalLong.empty() : read(k, ceiling.value()),
                (int) least.value().orElse(AlarmRule.MIN_REQUESTS), (int) repeats.value().orElse(AlarmRule.REPEATS),
                (int) cycle.value().orElse(AlarmRule.CYCLE), actions(k), to.value()));
    }

    private EnumSet<Action> actions(Kind k) {
        var actions = EnumSet.of(Action.NOTIFY);
        if (k != Kind.BUDGET && pause.value()) {
            actions.add(Action.PAUSE);
        }
        if (k != Kind.BUDGET && cut.value()) {
            actions.add(Action.CUT);
        }
        return actions;
    }

    /// Shows the fields that this kind has, and says what they are counted in.
    private void adapt() {
        var k = kind.valid().orElse(Kind.TOKEN_VELOCITY);
        boolean budget = k == Kind.BUDGET;
        boolean limits = k != Kind.LOOP && !budget;
        for (var field : List.of(factor, floor, ceiling)) {
            show(field, limits);
        }
        show(least, k.isRate());
        show(repeats, k == Kind.LOOP);
        show(cycle, k == Kind.LOOP);
        for (var field : List.of(each, only, window, pause, cut)) {
            show(field, !budget);
        }
        show(pause, !budget && k != Kind.ERROR_RATE && k != Kind.FALLBACK_RATE);
        show(cut, pause.isVisible());
        var example = switch (k.measure()) {
            case TOKENS -> "tokens in the window: 20k";
            case PICOS -> "dollars in the window: 2";
            case MILLIONTHS -> "percent of calls: 25";
            case REPEATS, REQUESTS -> "repeats in the window: 30";
        };
        floor.setHint(example);
        ceiling.setHint(example);
        kind.setHint(budget ? "each budget's steps raise an alarm anyway" : "");
        floor.judge();
        each.judge();
        judge();
    }

    private static void show(Field<?> field, boolean shown) {
        field.setVisible(shown);
        field.setManaged(shown);
    }

    private Optional<String> countable(Optional<Dimension> by) {
        var k = kind.valid().orElse(Kind.TOKEN_VELOCITY);
        return by.isEmpty() || k.dimensions().contains(by.get())
                ? Optional.empty()
                : Optional.of(AlarmWords.kind(k) + " is not counted by " + by.get().word() + ".");
    }

    private Optional<String> amount(String text) {
        var k = kind.valid().orElse(Kind.TOKEN_VELOCITY);
        return reading(k, text) instanceof Read.Wrong<OptionalLong>(var why) ? Optional.of(why) : Optional.empty();
    }

    private Optional<String> order(String text) {
        var k = kind.valid().orElse(Kind.TOKEN_VELOCITY);
        var high = read(k, text);
        var low = floor.valid().map(value -> read(k, value)).orElse(OptionalLong.empty());
        if (high.isEmpty() && low.isEmpty() && factor.valid().flatMap(value -> value).isEmpty()
                && k != Kind.LOOP && k != Kind.BUDGET) {
            return Optional.of("Give a limit or times usual, or it would never fire.");
        }
        return high.isPresent() && low.isPresent() && low.getAsLong() > high.getAsLong()
                ? Optional.of("This must not be under Never below.")
                : Optional.empty();
    }

    private Optional<String> pausable(boolean on) {
        return on ? stoppable() : Optional.empty();
    }

    private Optional<String> cuttable(boolean on) {
        return on && each.valid().flatMap(value -> value).isEmpty() && only.valid().orElse(Map.of()).isEmpty()
                ? Optional.of("For everything together it may only tell.")
                : Optional.empty();
    }

    private Optional<String> stoppable() {
        var subject = EnumSet.noneOf(Dimension.class);
        each.valid().flatMap(value -> value).ifPresent(subject::add);
        subject.addAll(only.valid().orElse(Map.of()).keySet());
        if (subject.isEmpty()) {
            return Optional.of("For everything together it may only tell.");
        }
        return subject.stream().filter(each -> !AlarmRule.STOPPABLE.contains(each)).findFirst()
                .map(each -> "A " + each.word() + " cannot be paused.");
    }

    private static Read<OptionalLong> reading(Kind kind, String typed) {
        var text = typed.strip();
        return switch (kind.measure()) {
            case TOKENS, REPEATS, REQUESTS -> Texts.whole(text);
            case PICOS -> Texts.usd(text.replaceFirst("^\\$", ""));
            case MILLIONTHS -> percent(text.replaceFirst("\\s*%$", ""));
        };
    }

    private static Read<OptionalLong> percent(String text) {
        return switch (Texts.decimal(text)) {
            case Read.Wrong<Optional<BigDecimal>>(var why) -> Read.wrong(why);
            case Read.Good<Optional<BigDecimal>>(var share) -> {
                boolean fits = share.isEmpty() || (share.get().signum() >= 0
                        && share.get().compareTo(BigDecimal.valueOf(100)) <= 0);
                yield fits
                        ? Read.good(share.map(value -> OptionalLong.of(value.movePointRight(4).longValue()))
                                .orElse(OptionalLong.empty()))
                        : Read.wrong("Write a share from 0 to 100 percent.");
            }
        };
    }

    private static OptionalLong read(Kind kind, String text) {
        return reading(kind, text) instanceof Read.Good<OptionalLong>(var value) ? value : OptionalLong.empty();
    }

    private static String print(Kind kind, OptionalLong amount) {
        if (amount.isEmpty()) {
            return "";
        }
        long value = amount.getAsLong();
        return switch (kind.measure()) {
            case TOKENS, REPEATS, REQUESTS -> Long.toString(value);
            case PICOS -> Picos.usd(value);
            case MILLIONTHS -> BigDecimal.valueOf(value, 4).stripTrailingZeros().toPlainString();
        };
    }

    private static Read<Map<Dimension, String>> readOnly(String text) {
        return switch (Filter.parse(text)) {
            case Filter.Parsed.Wrong(var token, var reason) -> Read.wrong(token + ": " + reason);
            case Filter.Parsed.Good(var filter) -> {
                var fixed = new EnumMap<Dimension, String>(Dimension.class);
                filter.only().forEach((dimension, values) -> fixed.put(dimension, values.iterator().next()));
                boolean plain = filter.not().isEmpty() && filter.minPicos().isEmpty() && filter.fellBack().isEmpty()
                        && filter.only().values().stream().allMatch(values -> values.size() == 1);
                yield plain ? Read.good(Map.copyOf(fixed)) : Read.wrong("Write values such as customer:acme.");
            }
        };
    }

    private static String printOnly(Map<Dimension, String> fixed) {
        var filter = Filter.NONE;
        for (var each : fixed.entrySet()) {
            filter = filter.with(each.getKey(), each.getValue());
        }
        return filter.text();
    }
}
