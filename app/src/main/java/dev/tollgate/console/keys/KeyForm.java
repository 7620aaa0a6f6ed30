package dev.tollgate.console.keys;

import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Word;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The fields of a key: three forms, one for each tab of its editor.
final class KeyForm {
    private static final long BILLION = 1_000_000_000;
    private static final String MAIL = "[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+";

    private final Offer offer;
    private final Form general = new Form();
    private final Form limits = new Form();
    private final Form attribution = new Form();

    private final Field<String> name = Fields.text("Name", "calls, charts and budgets carry it");
    private final Field<OptionalLong> cap;
    private final Field<Budget.Calendar> window;
    private final Field<List<String>> routes;
    private final Field<String> patterns = Fields.text("Also patterns", "such as gpt-*, with commas between");
    private final Field<String> owner = Fields.text("Owner", "who answers for it");
    private final Field<String> email = Fields.text("E-mail", "to reach them");
    private final Field<Optional<Instant>> expires;

    private final Field<OptionalLong> rpm = Fields.number("Requests/min", "", 1, BILLION);
    private final Field<OptionalLong> tpm = Fields.number("Tokens/min", "in and out, such as 200k", 1, BILLION);
    private final Field<OptionalLong> parallel = Fields.number("At a time", "more get a 429", 1, 1_000_000);
    private final Field<OptionalLong> input = Fields.number("Most input", "tokens of one call", 1, BILLION);
    private final Field<OptionalLong> output = Fields.number("Most output", "sent where a call names none", 1, BILLION);
    private final Field<OptionalLong> usd = Fields.usd("Most USD", "one call may cost");

    private final Field<Map<Dimension, String>> defaults = area("Defaults", "headers may say otherwise");
    private final Field<Map<Dimension, String>> fixed = area("Fixed", "headers may not");
    private final Field<List<Dimension>> require = Fields.checks("Each call must name", "in a header, or by default",
            Attributes.ALL, "nothing", Word::word);
    private final Field<KeyEntry.OnMissing> missing = Fields.choice("Where it is missing",
            "a note in the entry, or a 400 that names the header", List.of(KeyEntry.OnMissing.values()),
            Word::word);

    /// @param fresh the key is still to be made
    KeyForm(Offer offer, boolean fresh, InstantSource time) {
        this.offer = offer;
        expires = Fields.moment("Expires", "such as 2027-01-31, in " + zone(offer) + "; empty: never", offer.zone());
        routes = Fields.checks("Routes and models", "what it may call", offer.routes(), "all", text -> text);
        cap = Fields.usd("Cap in USD", "empty: none of its own");
        window = Fields.choice("each", "", List.of(Budget.Calendar.DAY, Budget.Calendar.WEEK, Budget.Calendar.MONTH),
                Word::word);
        checks();
        if (fresh) {
            checksOfNew(time);
        }
        general(fresh);
        limits.section("A minute", "Over it a call gets a 429 with Retry-After. Empty: no limit.");
        limits.row(rpm, tpm).row(parallel);
        limits.section("One call", "Over it a call gets a 400 and is not sent.");
        limits.row(input, output).row(usd);
        attribution.section("Attribution", "One a line: feature: search. There are " + Attributes.names() + ".");
        attribution.add(defaults.lines(2));
        attribution.add(fixed.lines(2));
        attribution.add(require);
        attribution.add(missing);
    }

    private static String zone(Offer offer) {
        return offer.zone().getId().matches("Z|Etc/UTC") ? "UTC" : offer.zone().getId();
    }

    private static Field<Map<Dimension, String>> area(String name, String hint) {
        return Fields.typedArea(name, hint, 4, Attributes::read, Attributes::print);
    }

    private void general(boolean fresh) {
        general.add(name);
        if (fresh) {
            general.row(cap, window);
        } else {
            name.setLocked(true);
            name.setHint("calls carry it; for another name make a new key");
        }
        general.add(routes);
        general.add(patterns);
        general.row(owner, email);
        general.add(expires);
    }

    private void checksOfNew(InstantSource time) {
        name.checked(text -> offer.keys().contains(text)
                ? Optional.of("There is a key " + text + " already.")
                : Optional.empty());
        expires.checked(Check.that(end -> end.isEmpty() || end.get().isAfter(time.instant()),
                "This has passed; a new key ends later."));
    }

    private void checks() {
        name.checked(Check.needed("Give it a name, such as web."))
                .checked(
                        Check.that(text -> text.indexOf('/') < 0 && text.indexOf('*') < 0, "A name has no / and no *."))
                .checked(Check.that(text -> text.length() <= 128, "A name has at most 128 characters."));
        cap.checked(Check.that(picos -> picos.orElse(1) > 0, "More than 0; to stop a key, pause it."));
        usd.checked(Check.that(picos -> picos.orElse(1) > 0, "More than 0; to stop a key, pause it."));
        email.checked(Check.that(text -> text.isEmpty() || text.matches(MAIL), "An address such as dana@example.com."));
        email.checked(text -> text.isEmpty() || owner.valid().filter(String::isEmpty).isEmpty()
                ? Optional.empty()
                : Optional.of("Whose? Name the owner too."));
        owner.onChange(email::judge);
        tpm.doubted(most -> most.isPresent() && output.valid().orElse(OptionalLong.empty()).orElse(0) > most
                .getAsLong() ? Optional.of("Less than the most output of one call.") : Optional.empty());
        output.onChange(tpm::judge);
        fixed.doubted(values -> defaults.valid().flatMap(other -> other.keySet().stream().filter(values::containsKey)
                .findFirst()).map(both -> both.word() + " is a default too; the fixed one wins."));
        defaults.onChange(fixed::judge);
    }

    Form general() {
        return general;
    }

    Form limits() {
        return limits;
    }

    Form attribution() {
        return attribution;
    }

    /// In the order of the tabs.
    List<Form> all() {
        return List.of(general, limits, attribution);
    }

    void start(KeyEntry key) {
        fill(key, Field::start);
    }

    /// Another changed it meanwhile: what was typed here stays.
    void rebase(KeyEntry key) {
        fill(key, Field::rebase);
    }

    /// How a field takes a value.
    private interface Way {
        <T> void put(Field<T> field, T value);
    }

    private void fill(KeyEntry key, Way way) {
        way.put(name, key.name());
        var known = key.routes().stream().filter(offer.routes()::contains).toList();
        way.put(routes, known);
        way.put(patterns, String.join(", ", key.routes().stream().filter(route -> !known.contains(route)).toList()));
        way.put(owner, key.owner().map(KeyEntry.Owner::name).orElse(""));
        way.put(email, key.owner().flatMap(KeyEntry.Owner::email).orElse(""));
        way.put(expires, key.expires());
        way.put(rpm, key.limits().rpm());
        way.put(tpm, key.limits().tpm());
        way.put(parallel, key.limits().parallel());
        way.put(input, key.limits().maxInputTokens());
        way.put(output, key.limits().maxOutputTokens());
        way.put(usd, key.limits().maxRequestPicos());
        way.put(defaults, key.defaults());
        way.put(fixed, key.fixed());
        way.put(require, key.require());
        way.put(missing, key.onMissing());
    }

    /// The key as typed, over what the form does not show. For after every form was ready.
    KeyEntry read(KeyEntry base) {
        var who = owner.value().isEmpty()
                ? Optional.<KeyEntry.Owner>empty()
                : Optional.of(new KeyEntry.Owner(owner.value(),
                        Optional.of(email.value()).filter(text -> !text.isEmpty())));
        return new KeyEntry(name.value(), base.secret(), base.former(), allowed(base), defaults.value(), fixed.value(),
                new KeyLimits(rpm.value(), tpm.value(), parallel.value(), input.value(), output.value(), usd.value()),
                who, require.value(), missing.value(), expires.value());
    }

    /// In the order they had, new ones last, so that saving an untouched form changes nothing.
    private List<String> allowed(KeyEntry base) {
        var typed = Stream.concat(routes.value().stream(), Stream.of(patterns.value().split(",")).map(String::strip)
                .filter(text -> !text.isEmpty())).distinct().toList();
        var next = new ArrayList<>(base.routes().stream().filter(typed::contains).toList());
        typed.stream().filter(each -> !next.contains(each)).forEach(next::add);
        return List.copyOf(next);
    }

    /// Of a key to be made: its own budget.
    Optional<Budget> cap(String key) {
        if (cap.value().isEmpty()) {
            return Optional.empty();
        }
        var wanted = key + "-" + window.value().word();
        var free = wanted;
        for (int i = 2; offer.budgets().contains(free); i++) {
            free = wanted + "-" + i;
        }
        return Optional.of(Budget.usd(free, new Scope(Map.of(Dimension.KEY, key), Optional.empty()), window.value(),
                cap.value().getAsLong()));
    }
}
