package dev.tollgate.console.keys;

import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.console.fx.form.Read;
import dev.tollgate.console.fx.form.Texts;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The fields of a budget.
final class BudgetForm {
    /// What a budget can be for: everything, each value of a dimension, or one value.
    private enum Reach {
        ONE,
        EACH
    }

    private static final List<Dimension> DIMENSIONS = List.of(Dimension.KEY, Dimension.CUSTOMER, Dimension.FEATURE,
            Dimension.AGENT, Dimension.USER, Dimension.WORKSPACE, Dimension.OWNER, Dimension.TASK, Dimension.THREAD,
            Dimension.ENVIRONMENT, Dimension.TRAFFIC);
    private static final Pattern GAPS = Pattern.compile("[,;\\s]+");
    private static final String OTHER = "other";
    private static final List<String> WINDOWS = List.of("hour", "day", "week", "month", "total", OTHER);
    private static final String KEPT = "as configured";

    private final Form form = new Form();
    private final Offer offer;
    private final Field<String> name;
    private final Field<Optional<Dimension>> of;
    private final Field<Reach> reach = Fields.choice("Which", "", List.of(Reach.values()),
            each -> each == Reach.ONE ? "one" : "each of them");
    private final Field<String> value;
    private final Field<String> window = Fields.choice("Window", "when it starts anew, in the billing zone", WINDOWS,
            text -> text);
    private final Field<Optional<Duration>> length = Fields.duration("Every", "such as 5h, counted from 1970",
            Duration.ofSeconds(1), Duration.ofDays(3650));
    private final Field<Budget.Unit> unit = Fields.combo("Counts", "", List.of(Budget.Unit.values()),
            each -> each == Budget.Unit.USD ? "USD" : each.word());
    private final Field<OptionalLong> limit;
    private final Field<Set<Integer>> notify = share("Notify at %", "such as 50, 80");
    private final Field<Set<Integer>> block = share("Block at %", "empty: never");
    private final Field<List<Traffic>> exempt = Fields.checks("Never blocked", "counts all the same",
            List.of(Traffic.values()), "nothing", Word::word);
    private final Field<Boolean> strict = Fields.toggle("Strict", "overspend is impossible; holds are larger",
            "count a token for each byte of input");
    private Scope kept = Scope.EVERYTHING;

    BudgetForm(Offer offer, boolean fresh) {
        this.offer = offer;
        name = Fields.text("Name", "refusals and alarms say it");
        var scopes = new ArrayList<Optional<Dimension>>();
        scopes.add(Optional.empty());
        DIMENSIONS.forEach(each -> scopes.add(Optional.of(each)));
        of = Fields.combo("Caps", "whose calls it counts", scopes,
                each -> each.map(Word::word).orElse("everything"));
        value = Fields.text("Name of it", "");
        limit = Fields.typed("Cap", "", this::amount, this::print);
        checks(fresh);
        layOut();
        dimensionChosen();
        windowChosen();
        unit.onChange(limit::judge);
        of.onChange(this::dimensionChosen);
        reach.onChange(this::dimensionChosen);
        window.onChange(this::windowChosen);
    }

    private static Field<Set<Integer>> share(String name, String hint) {
        return Fields.typed(name, hint, BudgetForm::shares,
                set -> set.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    /// `50, 80` as whole percents.
    static Read<Set<Integer>> shares(String typed) {
        var shares = new TreeSet<Integer>();
        for (var part : GAPS.split(typed.replace("%", ""), -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (!part.matches("\\d{1,3}") || Integer.parseInt(part) < 1 || Integer.parseInt(part) > 100) {
                return Read.wrong("Whole percents from 1 to 100.");
            }
            shares.add(Integer.parseInt(part));
        }
        return Read.good(Set.copyOf(shares));
    }

    private Read<OptionalLong> amount(String typed) {
        return unit.valid().orElse(Budget.Unit.USD) == Budget.Unit.USD ? Texts.usd(typed) : Texts.whole(typed);
    }

    private String print(OptionalLong amount) {
        return unit.valid().orElse(Budget.Unit.USD) == Budget.Unit.USD ? Texts.printUsd(amount) : Texts.print(amount);
    }

    private void checks(boolean fresh) {
        name.checked(Check.needed("Give it a name, such as acme-month."))
                .checked(Check.that(text -> text.length() <= 128, "A name has at most 128 characters."));
        if (fresh) {
            name.checked(text -> offer.budgets().contains(text)
                    ? Optional.of("There is a budget " + text + " already.")
                    : Optional.empty());
        } else {
            name.setLocked(true);
            name.setHint("its counters carry it; for another name make a new one");
        }
        limit.checked(Check.that(OptionalLong::isPresent, "How much? Such as 25."))
                .checked(Check.that(amount -> amount.orElse(1) > 0, "More than 0; to stop a key, pause it."));
        length.checked(every -> every.isEmpty() && OTHER.equals(window.valid().orElse(""))
                ? Optional.of("How long? Such as 5h.")
                : Optional.empty());
        block.doubted(Check.that(shares -> shares.size() <= 1, "The lowest blocks; the others never come."))
                .checked(shares -> shares.isEmpty() && notify.valid().filter(Set::isEmpty).isPresent()
                        ? Optional.of("Notify or block somewhere.")
                        : Optional.empty());
        notify.onChange(block::judge);
        notify.checked(shares -> shares.stream().filter(each -> block.valid().filter(b -> b.contains(each))
                .isPresent()).findFirst().map(each -> "At " + each + "% it blocks already."));
        block.onChange(notify::judge);
        value.checked(this::wrongValue);
    }

    private Optional<String> wrongValue(String text) {
        var dimension = of.valid().flatMap(each -> each);
        if (!asksValue()) {
            return Optional.empty();
        }
        if (text.isBlank()) {
            return Optional.of("Which " + dimension.map(Word::word).orElse("one") + "?");
        }
        if (dimension.filter(d -> d == Dimension.KEY).isPresent() && !offer.keys().contains(text)) {
            return Optional.of("There is no key " + text + ".");
        }
        return dimension.filter(d -> d == Dimension.TRAFFIC).isPresent() && Word.parse(Traffic.class, text).isEmpty()
                ? Optional.of("Traffic is critical, normal or background.")
                : Optional.empty();
    }

    private boolean asksValue() {
        return of.valid().flatMap(each -> each).isPresent() && reach.valid().orElse(Reach.ONE) == Reach.ONE
                && !mixed(kept);
    }

    private void layOut() {
        form.add(name);
        form.row(of, reach);
        form.add(value);
        form.row(unit, limit);
        form.add(window);
        form.add(length);
        form.section("Steps", "What happens at which share of the cap.");
        form.row(notify, block);
        form.add(exempt);
        form.add(strict);
    }

    private void dimensionChosen() {
        show(reach, of.valid().flatMap(each -> each).isPresent() && !mixed(kept));
        show(value, asksValue());
        value.setHint(of.valid().flatMap(each -> each).map(each -> "the " + each.word() + "'s name, as calls carry it")
                .orElse(""));
    }

    private void windowChosen() {
        show(length, OTHER.equals(window.valid().orElse("")));
    }

    private static void show(Field<?> field, boolean shown) {
        field.setVisible(shown);
        field.setManaged(shown);
    }

    Form form() {
        return form;
    }

    /// For a new one: a cap of this key.
    void startFor(String key) {
        start(Budget.usd("", new Scope(Map.of(Dimension.KEY, key), Optional.empty()), Budget.Calendar.DAY, 1));
        limit.start(OptionalLong.empty());
        name.start(free(key + "-day"));
    }

    void startNew() {
        start(Budget.usd("", Scope.EVERYTHING, Budget.Calendar.DAY, 1));
        limit.start(OptionalLong.empty());
    }

    private String free(String wanted) {
        var name = wanted;
        for (int i = 2; offer.budgets().contains(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    void start(Budget budget) {
        fill(budget, Field::start);
    }

    /// Another changed it meanwhile: what was typed here stays.
    void rebase(Budget budget) {
        fill(budget, Field::rebase);
    }

    /// How a field takes a value.
    private interface Way {
        <T> void put(Field<T> field, T value);
    }

    private void fill(Budget budget, Way way) {
        kept = budget.scope();
        way.put(name, budget.name());
        way.put(unit, budget.unit());
        way.put(limit, OptionalLong.of(budget.limit()));
        scope(budget.scope(), way);
        boolean usual = WINDOWS.contains(budget.window().text());
        way.put(window, usual ? budget.window().text() : OTHER);
        way.put(length, budget.window() instanceof Budget.Every(var every) ? Optional.of(every) : Optional.empty());
        way.put(notify, shares(budget, Budget.Action.NOTIFY));
        way.put(block, shares(budget, Budget.Action.BLOCK));
        way.put(exempt, List.of(Traffic.values()).stream().filter(budget.exempt()::contains).toList());
        way.put(strict, budget.strict());
        dimensionChosen();
        windowChosen();
    }

    /// A scope of several values, or each of one within another, was written elsewhere and stays as it is.
    private static boolean mixed(Scope scope) {
        return scope.fixed().size() + (scope.each().isPresent() ? 1 : 0) > 1;
    }

    private void scope(Scope scope, Way way) {
        var fixed = scope.fixed().entrySet().stream().findFirst();
        way.put(of, scope.each().or(() -> fixed.map(Map.Entry::getKey)));
        way.put(reach, scope.each().isPresent() ? Reach.EACH : Reach.ONE);
        way.put(value, fixed.map(Map.Entry::getValue).orElse(""));
        of.setLocked(mixed(scope));
        of.setHint(mixed(scope) ? KEPT + ": " + scope.fixed().values() : "whose calls it counts");
    }

    private static Set<Integer> shares(Budget budget, Budget.Action action) {
        return budget.steps().stream().filter(step -> step.action() == action).map(Budget.Step::share)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The budget as typed, for after the form was ready.
    Budget read() {
        var steps = new ArrayList<Budget.Step>();
        notify.value().forEach(share -> steps.add(new Budget.Step(share, Budget.Action.NOTIFY)));
        block.value().forEach(share -> steps.add(new Budget.Step(share, Budget.Action.BLOCK)));
        return new Budget(name.value(), scope(), chosenWindow(), unit.value(), limit.value().orElseThrow(), steps,
                Set.copyOf(exempt.value()), strict.value());
    }

    private Scope scope() {
        if (mixed(kept)) {
            return kept;
        }
        var dimension = of.value();
        if (dimension.isEmpty()) {
            return Scope.EVERYTHING;
        }
        return reach.value() == Reach.EACH
                ? new Scope(Map.of(), dimension)
                : new Scope(Map.of(dimension.get(), value.value()), Optional.empty());
    }

    private Budget.Window chosenWindow() {
        return OTHER.equals(window.value())
                ? new Budget.Every(length.value().orElseThrow())
                : Budget.Window.parse(window.value()).orElseThrow();
    }
}
