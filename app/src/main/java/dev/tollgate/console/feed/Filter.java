package dev.tollgate.console.feed;

import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Word;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// The one query language of list, charts and export: `key:web -outcome:success cost>0.05`. Space is and, comma or,
/// a leading minus not. Immutable.
public record Filter(Map<Dimension, Set<String>> only, Map<Dimension, Set<String>> not, OptionalLong minPicos,
        Optional<Boolean> fellBack) {
    public static final Filter NONE = new Filter(Map.of(), Map.of(), OptionalLong.empty(), Optional.empty());

    public Filter {
        only = Map.copyOf(only);
        not = Map.copyOf(not);
    }

    /// A filter, or the token that is wrong and why.
    public sealed interface Parsed {
        record Good(Filter filter) implements Parsed {}

        record Wrong(String token, String reason) implements Parsed {}
    }

    public static Parsed parse(String text) {
        var only = new HashMap<Dimension, Set<String>>();
        var not = new HashMap<Dimension, Set<String>>();
        var min = OptionalLong.empty();
        Optional<Boolean> fellBack = Optional.empty();
        for (var token : tokens(text)) {
            if (token.startsWith("cost>")) {
                var amount = amount(token.substring(5));
                if (amount.isEmpty()) {
                    return new Parsed.Wrong(token, "an amount of USD such as cost>0.05 is needed");
                }
                min = amount;
            } else if (token.equals("fellback:yes") || token.equals("fellback:no")) {
                fellBack = Optional.of(token.endsWith("yes"));
            } else {
                var wrong = dimension(token, only, not);
                if (wrong.isPresent()) {
                    return new Parsed.Wrong(token, wrong.get());
                }
            }
        }
        return new Parsed.Good(new Filter(only, not, min, fellBack));
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        var token = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (Character.isWhitespace(c) && !quoted) {
                flush(token, tokens);
            } else {
                token.append(c);
            }
        }
        flush(token, tokens);
        return tokens;
    }

    private static void flush(StringBuilder token, List<String> tokens) {
        if (!token.isEmpty()) {
            tokens.add(token.toString());
            token.setLength(0);
        }
    }

    private static OptionalLong amount(String text) {
        try {
            return OptionalLong.of(Picos.ofUsd(new BigDecimal(text)));
        } catch (ArithmeticException | NumberFormatException wrong) {
            return OptionalLong.empty();
        }
    }

    private static Optional<String> dimension(String token, Map<Dimension, Set<String>> only,
            Map<Dimension, Set<String>> not) {
        boolean negated = token.startsWith("-");
        var body = negated ? token.substring(1) : token;
        int colon = body.indexOf(':');
        if (colon < 1 || colon == body.length() - 1) {
            return Optional.of("write NAME:VALUE, such as key:web or -outcome:success");
        }
        var name = body.substring(0, colon);
        var dimension = Word.parse(Dimension.class, name);
        if (dimension.isEmpty()) {
            return Optional.of("there is nothing called " + name + "; try key, model, route, customer, outcome …");
        }
        var values = new LinkedHashSet<>(List.of(body.substring(colon + 1).split(",", -1)));
        (negated ? not : only).merge(dimension.get(), values, (a, b) -> {
            a.addAll(b);
            return a;
        });
        return Optional.empty();
    }

    public Filter with(Dimension dimension, String value) {
        var more = new HashMap<>(only);
        more.put(dimension, Set.of(value));
        return new Filter(more, not, minPicos, fellBack);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    public EntryFilter entries(Instant from, Instant to) {
        return new EntryFilter(from, to, only, not, minPicos, fellBack);
    }

    /// As typed; [#parse] reads it back to an equal filter.
    public String text() {
        var parts = new ArrayList<String>();
        only.forEach((d, values) -> parts.add(d.word() + ":" + joined(values)));
        not.forEach((d, values) -> parts.add("-" + d.word() + ":" + joined(values)));
        minPicos.ifPresent(p -> parts.add("cost>" + Picos.usd(p)));
        fellBack.ifPresent(yes -> parts.add("fellback:" + (yes ? "yes" : "no")));
        return String.join(" ", parts.stream().sorted().toList());
    }

    private static String joined(Set<String> values) {
        return values.stream().sorted().map(v -> v.indexOf(' ') >= 0 ? "\"" + v + "\"" : v)
                .collect(Collectors.joining(","));
    }
}
