package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who burns in the last minute, by thread, agent, key and route together: what a stop should hit, and what else it
/// would. Not thread-safe but for [#usual]: [Detector]'s owner guards it.
final class Burns implements Counting {
    /// From narrow to wide.
    private static final List<Dimension> CHAIN = List.of(Dimension.THREAD, Dimension.AGENT, Dimension.KEY,
            Dimension.ROUTE);
    private static final long MINUTE = 60_000;
    private static final int MOST = 5_000;

    private final Map<List<String>, Combo> combos = new HashMap<>();
    private final Map<AlarmRule, Map<Subject, OptionalLong>> usual = new ConcurrentHashMap<>();
    private final List<AlarmRule> rules = new ArrayList<>();
    private long refreshed = -1;

    Burns() {
        for (var dimension : List.of(Dimension.AGENT, Dimension.KEY, Dimension.ROUTE)) {
            for (var kind : List.of(Kind.TOKEN_VELOCITY, Kind.SPEND_VELOCITY)) {
                rules.add(AlarmRule.of(kind.word() + " " + dimension.word(), kind,
                        new Scope(Map.of(), Optional.of(dimension))));
            }
        }
    }

    /// What calls with the same thread, agent, key and route use.
    private static final class Combo implements Counter {
        private final Map<Dimension, String> values;
        private final Sliding tokens = new Sliding(MINUTE);
        private final Sliding picos = new Sliding(MINUTE);
        private long lastUsed;

        Combo(Map<Dimension, String> values, long millis) {
            this.values = values;
            lastUsed = millis;
        }

        @Override
        public void add(long millis, long moreTokens, long morePicos) {
            tokens.add(millis, moreTokens);
            picos.add(millis, morePicos);
            lastUsed = millis;
        }

        Optional<String> call(Dimension dimension) {
            return Optional.ofNullable(values.get(dimension));
        }
    }

    @Override
    public boolean byAttempt() {
        return false;
    }

    @Override
    public Optional<? extends Counter> at(Caller call, long millis) {
        var thread = call.value(Dimension.THREAD).orElse("");
        var agent = call.guessedAgent() ? "" : call.value(Dimension.AGENT).orElse("");
        var key = call.value(Dimension.KEY).orElse("");
        var route = call.value(Dimension.ROUTE).orElse("");
        var known = combos.get(List.of(thread, agent, key, route));
        if (known != null) {
            return Optional.of(known);
        }
        if (combos.size() >= 2 * MOST) {
            return Optional.empty();
        }
        var values = List.of(combos.size() >= MOST ? "" : thread, agent, key, route);
        return Optional.of(combos.computeIfAbsent(values, _ -> new Combo(named(values), millis)));
    }

    /// In the order of [#CHAIN]; what is empty is unknown.
    private static Map<Dimension, String> named(List<String> values) {
        var named = new EnumMap<Dimension, String>(Dimension.class);
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                named.put(CHAIN.get(i), values.get(i));
            }
        }
        return named;
    }

    void forget(long millis) {
        combos.values().removeIf(each -> millis - each.lastUsed > MINUTE);
    }

    List<AlarmRule> rules() {
        return rules;
    }

    /// Any thread.
    void usual(AlarmRule rule, Map<Subject, OptionalLong> next) {
        usual.put(rule, Map.copyOf(next));
    }

    boolean wantsHistory(long hour) {
        boolean due = hour != refreshed;
        refreshed = hour;
        return due;
    }

    private OptionalLong usual(Kind kind, Subject subject) {
        return rules.stream().filter(rule -> rule.kind() == kind)
                .map(rule -> usual.getOrDefault(rule, Map.of()).get(subject)).filter(each -> each != null).findFirst()
                .orElse(OptionalLong.empty());
    }

    /// Thread, agent, key and route of the call that burns most, as far as it has them; the narrowest that explains four
    /// fifths of the excess is proposed. Empty where nothing burns.
    ///
    /// @param within only calls of this subject
    List<Suspect> suspects(Subject within, Collection<FlightView> flights, long millis) {
        var meant = combos.values().stream().filter(each -> within.covers(each::call)).toList();
        boolean money = meant.stream().anyMatch(each -> each.picos.sum(millis) > 0);
        var top = meant.stream().filter(each -> each.tokens.sum(millis) > 0 || each.picos.sum(millis) > 0)
                .max(Comparator.comparingLong(each -> money ? each.picos.sum(millis) : each.tokens.sum(millis)));
        if (top.isEmpty()) {
            return List.of();
        }
        long total = excess(meant, millis, money);
        var found = new ArrayList<Suspect>();
        boolean proposed = false;
        for (var dimension : CHAIN) {
            var value = top.get().values.get(dimension);
            if (value != null) {
                var suspect = suspect(Subject.of(dimension, value), dimension, flights, millis);
                boolean explains = !proposed && excess(suspect, money) * 5 >= total * 4;
                proposed |= explains;
                found.add(explains ? proposed(suspect) : suspect);
            }
        }
        return found;
    }

    /// What all of them use beyond what is usual for their keys.
    private long excess(List<Combo> meant, long millis, boolean money) {
        long rate = 0;
        var keys = new LinkedHashSet<String>();
        for (var combo : meant) {
            rate += (money ? combo.picos : combo.tokens).sum(millis);
            keys.add(combo.values.getOrDefault(Dimension.KEY, ""));
        }
        long normal = keys.stream().mapToLong(key -> usual(money ? Kind.SPEND_VELOCITY : Kind.TOKEN_VELOCITY,
                Subject.key(key)).orElse(0)).sum();
        return Math.max(0, rate - normal);
    }

    private static long excess(Suspect suspect, boolean money) {
        return money
                ? suspect.picosPerMinute() - suspect.usualPicosPerMinute().orElse(0)
                : suspect.tokensPerMinute() - suspect.usualTokensPerMinute().orElse(0);
    }

    private Suspect suspect(Subject subject, Dimension dimension, Collection<FlightView> flights, long millis) {
        long tokens = 0;
        long picos = 0;
        for (var combo : combos.values()) {
            if (subject.covers(combo::call)) {
                tokens += combo.tokens.sum(millis);
                picos += combo.picos.sum(millis);
            }
        }
        int running = (int) flights.stream().filter(flight -> subject.covers(flight::value)).count();
        return new Suspect(subject, dimension, tokens, picos, usual(Kind.TOKEN_VELOCITY, subject),
                usual(Kind.SPEND_VELOCITY, subject), running, hits(subject, dimension), false);
    }

    private static Suspect proposed(Suspect s) {
        return new Suspect(s.subject(), s.dimension(), s.tokensPerMinute(), s.picosPerMinute(),
                s.usualTokensPerMinute(), s.usualPicosPerMinute(), s.inFlight(), s.hits(), true);
    }

    /// What besides the one that burns would be stopped.
    private String hits(Subject subject, Dimension dimension) {
        return switch (dimension) {
            case THREAD -> "hits nothing else";
            case AGENT -> others(subject, Dimension.THREAD, "no other thread runs");
            case KEY -> distinct(subject, Dimension.AGENT).size() > 1
                    ? others(subject, Dimension.AGENT, "hits no other agent")
                    : others(subject, Dimension.THREAD, "hits no other key");
            default -> others(subject, Dimension.KEY, "no other key runs");
        };
    }

    private String others(Subject subject, Dimension what, String none) {
        var all = distinct(subject, what);
        if (all.size() < 2) {
            return none;
        }
        return "also " + (all.size() - 1) + " other " + what.word() + (all.size() > 2 ? "s" : "");
    }

    private Set<String> distinct(Subject subject, Dimension what) {
        var values = new LinkedHashSet<String>();
        combos.values().stream().filter(each -> subject.covers(each::call))
                .forEach(each -> values.add(each.values.getOrDefault(what, "")));
        return values;
    }
}
