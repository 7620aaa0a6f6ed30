package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which calls a target is for: all that is said must hold. Immutable.
///
/// @param values what each dimension may be, one of them
/// @param inputAbove tokens of input by estimate, more than this
/// @param inputBelow tokens of input by estimate, fewer than this
/// @param reasoning the caller asks the model to think
/// @param hours one of them, in the billing zone; empty: always
/// @param budgets percent of which more is used or held, by a budget's name; `*` is any that the call counts in
/// @param scoreAbove the call's complexity, 0 to 100, is above this
/// @param scoreBelow the call's complexity, 0 to 100, is below this
public record Condition(Map<Dimension, Set<String>> values, OptionalLong inputAbove, OptionalLong inputBelow,
        Optional<Boolean> tools, Optional<Boolean> images, Optional<Boolean> json, Optional<Boolean> reasoning,
        List<Hours> hours, Map<String, Integer> budgets, OptionalInt scoreAbove, OptionalInt scoreBelow) {
    /// Any budget that the call counts in.
    public static final String ANY = "*";
    /// Every call.
    public static final Condition ALWAYS = new Condition(Map.of(), OptionalLong.empty(), OptionalLong.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Map.of(),
            OptionalInt.empty(), OptionalInt.empty());

    public Condition {
        values = Map.copyOf(values);
        hours = List.copyOf(hours);
        budgets = Map.copyOf(budgets);
    }

    /// `traffic background or normal, more than 8000 tokens, with tools`; empty for every call.
    public String words() {
        var words = new ArrayList<String>();
        new TreeMap<>(values).forEach((dimension, any) -> words
                .add(dimension.word() + " " + String.join(" or ", new TreeSet<>(any))));
        inputAbove.ifPresent(tokens -> words.add("more than " + tokens + " tokens"));
        inputBelow.ifPresent(tokens -> words.add("fewer than " + tokens + " tokens"));
        with(tools, "tools", words);
        with(images, "pictures", words);
        with(json, "JSON", words);
        with(reasoning, "reasoning", words);
        hours.forEach(each -> words.add(each.toString()));
        new TreeMap<>(budgets).forEach((name, share) -> words
                .add("above " + share + " % of " + (name.equals(ANY) ? "any budget" : name)));
        scoreAbove.ifPresent(score -> words.add("a complexity above " + score));
        scoreBelow.ifPresent(score -> words.add("a complexity below " + score));
        return String.join(", ", words);
    }

    private static void with(Optional<Boolean> flag, String what, List<String> words) {
        flag.ifPresent(has -> words.add((has ? "with " : "without ") + what));
    }

    public boolean isAlways() {
        return equals(ALWAYS);
    }

    /// Whether the call's complexity has to be worked out.
    public boolean asksScore() {
        return scoreAbove.isPresent() || scoreBelow.isPresent();
    }
}
