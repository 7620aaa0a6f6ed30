package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.form.Texts;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.term.Word;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What two versions of the same entry differ in, in words: `tokens/min 60000 → 90000`. Never a secret.
final class Differences {
    private record Part<E>(String name, Function<E, String> text) {}

    private static final List<Part<KeyEntry>> KEY = List.of(
            new Part<>("routes", key -> key.routes().isEmpty() ? "all" : String.join(", ", key.routes())),
            new Part<>("defaults", key -> Attributes.print(key.defaults()).replace("\n", ", ")),
            new Part<>("fixed", key -> Attributes.print(key.fixed()).replace("\n", ", ")),
            limit("requests/min", limits -> Texts.print(limits.rpm())),
            limit("tokens/min", limits -> Texts.print(limits.tpm())),
            limit("at a time", limits -> Texts.print(limits.parallel())),
            limit("most input", limits -> Texts.print(limits.maxInputTokens())),
            limit("most output", limits -> Texts.print(limits.maxOutputTokens())),
            limit("most USD", limits -> Texts.printUsd(limits.maxRequestPicos())),
            new Part<>("owner", key -> key.owner().map(o -> o.name() + o.email().map(e -> " " + e).orElse(""))
                    .orElse("")),
            new Part<>("must name", key -> key.require().stream().map(Word::word).collect(Collectors.joining(", "))),
            new Part<>("where missing", key -> key.onMissing().word()),
            new Part<>("expires", key -> Texts.printMoment(key.expires(), ZoneOffset.UTC)));

    private static final List<Part<Budget>> BUDGET = List.of(
            new Part<>("scope", budget -> BudgetRow.kind(budget) + " " + budget.scope().fixed().values()),
            new Part<>("window", budget -> budget.window().text()),
            new Part<>("cap", budget -> Measure.whole(budget.unit(), budget.limit())),
            new Part<>("steps", budget -> budget.steps().stream().map(s -> s.share() + " " + s.action().word())
                    .collect(Collectors.joining(", "))),
            new Part<>("exempt", budget -> budget.exempt().stream().map(Word::word).sorted()
                    .collect(Collectors.joining(", "))),
            new Part<>("strict", budget -> budget.strict() ? "on" : "off"));

    private Differences() {}

    private static Part<KeyEntry> limit(String name, Function<KeyLimits, String> text) {
        return new Part<>(name, key -> text.apply(key.limits()));
    }

    static String between(KeyEntry before, KeyEntry after) {
        return before.secret().equals(after.secret()) && before.former().equals(after.former())
                ? words(KEY, before, after)
                : "a new secret" + words(KEY, before, after, ", ");
    }

    static String between(Budget before, Budget after) {
        return words(BUDGET, before, after);
    }

    private static <E> String words(List<Part<E>> parts, E before, E after, String lead) {
        var rest = words(parts, before, after);
        return rest.isEmpty() ? "" : lead + rest;
    }

    private static <E> String words(List<Part<E>> parts, E before, E after) {
        var words = new ArrayList<String>();
        for (var part : parts) {
            var was = part.text.apply(before);
            var is = part.text.apply(after);
            if (!was.equals(is)) {
                words.add(part.name + " " + shown(was) + " → " + shown(is));
            }
        }
        return String.join(", ", words);
    }

    private static String shown(String text) {
        return text.isEmpty() ? "none" : Format.elide(text, 60);
    }
}
