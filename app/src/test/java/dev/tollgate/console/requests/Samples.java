package dev.tollgate.console.requests;

import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Entries as the mock-ups show them, every price state among them.
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-21T13:02:11Z");
    private static final long PER_MILLION = 1_000_000L;

    private Samples() {}

    /// One entry, built up.
    static final class Builder {
        private String id = "req_01hv7k2m9x4f1c09";
        private Instant started = NOW.minusSeconds(20);
        private final String key;
        private String agent = "";
        private String thread = "";
        private final String route;
        private String requested = "";
        private final List<Attempt> attempts = new ArrayList<>();
        private Ended ended = new Ended(Outcome.SUCCESS, 200, Optional.empty(), Optional.empty());
        private List<String> tags = List.of();
        private String customer = "acme";
        private long duration = 2_200;

        Builder(String key, String route) {
            this.key = key;
            this.route = route;
        }

        Builder id(String next) {
            id = next;
            return this;
        }

        Builder at(Instant next) {
            started = next;
            return this;
        }

        Builder who(String nextAgent, String nextThread) {
            agent = nextAgent;
            thread = nextThread;
            return this;
        }

        Builder took(long millis) {
            duration = millis;
            return this;
        }

        Builder customer(String next) {
            customer = next;
            tags = List.of("beta");
            return this;
        }

        Builder asks(String model) {
            requested = model;
            return this;
        }

        Builder served(String target, long in, long cached, long out, long dollarsIn, long dollarsOut) {
            return attempt(target, usage(in, cached, out, 0, UsageSource.REPORTED), dollarsIn, dollarsOut, 200,
                    Optional.empty());
        }

        Builder reasoned(String target, long in, long cached, long out, long reasoning) {
            return attempt(target, usage(in, cached, out, reasoning, UsageSource.REPORTED), 3, 15, 200,
                    Optional.empty());
        }

        Builder estimated(String target, long in, long out, UsageSource source, Fault fault) {
            return attempt(target, usage(in, 0, out, 0, source), 3, 15, 200, Optional.of(fault));
        }

        Builder failed(String target, Fault fault, int status) {
            return attempt(target, Usage.NONE, 0, 0, status, Optional.of(fault));
        }

        Builder unpriced(String target, long in, long out) {
            return with(target, usage(in, 0, out, 0, UsageSource.REPORTED), Cost.UNPRICED, 200, Optional.empty());
        }

        Builder free(String target, long in, long out) {
            return with(target, usage(in, 0, out, 0, UsageSource.REPORTED), Cost.FREE, 200, Optional.empty());
        }

        private Builder attempt(String target, Usage usage, long in, long out, int status, Optional<Fault> fault) {
            return with(target, usage, priced(target, usage, in, out), status, fault);
        }

        private Builder with(String target, Usage usage, Cost cost, int status, Optional<Fault> fault) {
            int slash = target.indexOf('/');
            var where = new TargetId(target.substring(0, slash), "1", target.substring(slash + 1));
            var begins = started.plusMillis(attempts.isEmpty() ? 2 : 2_100);
            attempts.add(new Attempt(attempts.size() + 1, where, begins, fault.isPresent()
                    ? Outcome.FAILED
                    : Outcome.SUCCESS, fault, status, usage, cost, Optional.of(where.model() + "-2026-08-06"),
                    fault.isPresent() ? OptionalLong.empty() : OptionalLong.of(412), fault.isPresent()
                            ? 2_060
                            : Math.max(1, duration - (attempts.isEmpty() ? 4 : 2_104)),
                    fault.map(f -> f == Fault.STREAM_CUT
                            ? "the stream ended after 212 tokens"
                            : "the provider said: try later")));
            return this;
        }

        Builder ends(Outcome outcome, int status, String message) {
            ended = new Ended(outcome, status, Optional.empty(), Optional.of(message));
            return this;
        }

        Builder rejected(Reason reason, String message) {
            ended = new Ended(Outcome.REJECTED, reason == Reason.INVALID_KEY ? 401 : 429, Optional.of(reason),
                    Optional.of(message));
            duration = 2;
            return this;
        }

        Entry entry() {
            var usage = attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus);
            var cost = attempts.stream().map(Attempt::cost).reduce(Cost.NONE, Cost::plus);
            int unpriced = (int) attempts.stream().filter(a -> !a.cost().isPriced()).count();
            var asked = new Asked(key, Optional.of(route), Optional.of(route), Optional.of(Endpoint.CHAT),
                    Optional.of(requested.isEmpty() ? route : requested), true);
            return new Entry(id, started, Optional.of(started.plusMillis(duration)), State.SETTLED, asked,
                    attribution(), ended, Optional.empty(), served(), usage, cost, unpriced,
                    attempts.isEmpty() || attempts.getLast().fault().isPresent()
                            ? OptionalLong.empty()
                            : OptionalLong.of(Math.min(duration, 412)),
                    duration, decision(), attempts);
        }

        private Attribution attribution() {
            var values = new java.util.EnumMap<Dimension, String>(Dimension.class);
            values.put(Dimension.KEY, key);
            values.put(Dimension.CUSTOMER, customer);
            if (!agent.isEmpty()) {
                values.put(Dimension.AGENT, agent);
            }
            if (!thread.isEmpty()) {
                values.put(Dimension.THREAD, thread);
            }
            return new Attribution(values, tags, Map.of(Dimension.CUSTOMER, "key default", Dimension.AGENT,
                    "x-tollgate-agent", Dimension.THREAD, "body metadata.thread"));
        }

        private Served served() {
            if (attempts.isEmpty()) {
                return Served.NOBODY;
            }
            var last = attempts.getLast();
            var first = attempts.getFirst().target().label();
            boolean fell = last.fault().isEmpty() && !first.equals(last.target().label());
            return new Served(Optional.of(last.target().label()), fell ? Optional.of(first) : Optional.empty(),
                    Optional.of(RouteType.DIRECT), Optional.of(last.target().provider()),
                    Optional.of(last.target().model()), last.responseModel(), attempts.size(), 0);
        }

        private List<Verdict> decision() {
            if (attempts.isEmpty()) {
                return List.of();
            }
            var verdicts = new ArrayList<Verdict>();
            attempts.forEach(a -> verdicts.add(new Verdict(a.target().label(), Verdict.Kind.TRIED,
                    a.number() == 1 ? "first in order" : "the one before failed")));
            verdicts.add(new Verdict("local/llama", Verdict.Kind.DROPPED, "resting until 14:02:40 after 5 failures"));
            verdicts.add(new Verdict("openai/gpt-5-mini", Verdict.Kind.NOT_REACHED, "another target answered"));
            return verdicts;
        }
    }

    private static Usage usage(long in, long cached, long out, long reasoning, UsageSource source) {
        var usage = Usage.of(in, out, source);
        usage = cached > 0 ? usage.with(Unit.CACHE_READ, cached) : usage;
        return reasoning > 0 ? usage.with(Unit.REASONING, reasoning) : usage;
    }

    /// @param in dollars a million tokens of input; a tenth of it for cached ones
    private static Cost priced(String target, Usage usage, long in, long out) {
        if (usage.source() == UsageSource.NONE) {
            return Cost.NONE;
        }
        var price = target + " from 2026-09-14";
        var lines = new ArrayList<Cost.Line>();
        long cached = usage.get(Unit.CACHE_READ);
        if (cached > 0) {
            lines.add(new Cost.Line(Unit.CACHE_READ, cached, in * PER_MILLION / 10, cached * in * PER_MILLION / 10,
                    price, false));
        }
        long fresh = usage.get(Unit.INPUT) - cached;
        lines.add(new Cost.Line(Unit.INPUT, fresh, in * PER_MILLION, fresh * in * PER_MILLION, price, false));
        long output = usage.get(Unit.OUTPUT);
        lines.add(new Cost.Line(Unit.OUTPUT, output, out * PER_MILLION, output * out * PER_MILLION, price, false));
        var bound = usage.source() == UsageSource.AT_LEAST
                ? CostBound.AT_LEAST
                : usage.source() == UsageSource.ESTIMATED ? CostBound.ESTIMATED : CostBound.EXACT;
        return Cost.of(lines.stream().mapToLong(Cost.Line::picos).sum(), CostSource.COMPUTED, bound, lines);
    }

    static Builder of(String key, String route) {
        return new Builder(key, route);
    }

    /// The one the mock-up inspects: fell back, an attempt that cost at least so much, a warm cache, reasoning.
    static Entry inspected() {
        return of("agent-dev", "code").id("req_01hv7k2m9x4f1c09").at(NOW.minusMillis(20_893)).who("fix-loop", "19bc")
                .took(10_400).estimated("openrouter/qwen", 3_003, 212, UsageSource.AT_LEAST, Fault.STREAM_CUT)
                .reasoned("claude/sonnet", 48_903, 46_080, 902, 514).entry();
    }

    /// What the mock-up lists, oldest first.
    static List<Entry> typical() {
        var list = new ArrayList<Entry>();
        for (int round = 3; round >= 0; round--) {
            round(list, NOW.minusSeconds(round * 55L), round);
        }
        return list;
    }

    private static void round(List<Entry> list, Instant end, int round) {
        var from = end.minusSeconds(60);
        list.add(of("batch", "embed").who("tag", "b81f").took(182).served("openai/embed-3", 212, 0, 0, 1, 1)
                .at(from).entry());
        list.add(of("web", "smart").who("chat", "7f3a").took(2_200).served("openai/gpt-5-mini", 1_822, 1_536, 204, 1, 4)
                .entry());
        list.add(of("support", "smart").who("ticket", "5d1e").took(1_900)
                .served("openai/gpt-5-mini", 1_264, 1_024, 141, 1, 4).entry());
        list.add(of("agent-dev", "code").who("fix-loop", "19bc").took(10_200)
                .served("claude/sonnet", 45_871, 43_008, 866, 3, 15).entry());
        list.add(of("agent-dev", "code").who("fix-tests", "c410").rejected(Reason.RATE_LIMITED,
                "Too many requests for key agent-dev").entry());
        list.add(of("notebook", "local").who("explore", "e7").took(3_800).free("local/llama", 1_510, 212).entry());
        list.add(of("web", "smart").who("chat", "91c2").took(2_000).served("openai/gpt-5-mini", 2_044, 1_792, 187, 1, 4)
                .entry());
        list.add(of("notebook", "try").who("explore", "e7").took(4_100).unpriced("mistral/mistral-next", 1_795, 288)
                .entry());
        list.add(of("support", "smart").who("ticket", "88e1").took(3_400).failed("openai/gpt-5-mini",
                Fault.RATE_LIMITED, 429).served("claude/haiku", 1_190, 0, 96, 1, 5).entry());
        list.add(of("agent-dev", "code").who("docs", "77a1").took(24_100).failed("openrouter/qwen",
                Fault.SERVER_ERROR, 503).failed("openrouter/qwen", Fault.TIMEOUT_FIRST_TOKEN, 0)
                .ends(Outcome.FAILED, 503, "No target of code answered; the last said 503").entry());
        list.add(of("batch", "bulk").who("tag", "b821").took(655).served("deepseek/deepseek", 311, 0, 22, 1, 1)
                .entry());
        list.add(of("support", "smart").who("ticket", "60aa").took(1_100).served("openai/gpt-5-mini", 1_133, 1_024, 18,
                1, 4).ends(Outcome.REFUSED, 200, "The model refused").entry());
        if (round == 0) {
            list.add(inspected());
        }
        list.add(of("web", "smart").who("chat", "0c41").took(1_200).estimated("openai/gpt-5-mini", 1_702, 88,
                UsageSource.ESTIMATED, Fault.CUT).ends(Outcome.INTERRUPTED, 200, "cut by the operator").entry());
        list.add(of("web", "smart").took(900).served("openai/gpt-5-mini", 900, 0, 18, 1, 4)
                .ends(Outcome.INVALID_OUTPUT, 200, "not the JSON that was asked for").entry());
        list.add(of("batch", "-").rejected(Reason.BUDGET_EXCEEDED, "Budget batch-day of $2.00 is used up").entry());
        spread(list, from, round);
    }

    /// Gives the last ones their ids and times.
    private static void spread(List<Entry> list, Instant from, int round) {
        int first = (int) list.stream().filter(e -> e.id().startsWith("r")).filter(e -> e.id().contains(":")).count();
        for (int i = first; i < list.size(); i++) {
            var e = list.get(i);
            if (!e.equals(inspected())) {
                list.set(i,
                        moved(e, "req:" + round + ":" + (1_000 + i) + "4f1c" + i, from.plusMillis(i % 17 * 3_317L)));
            }
        }
    }

    static Entry moved(Entry e, String id, Instant started) {
        return new Entry(id, started, Optional.of(started.plusMillis(e.durationMs())), e.state(), e.asked(),
                e.attribution(), e.result(), e.appOutcome(), e.served(), e.usage(), e.cost(), e.unpriced(), e.ttftMs(),
                e.durationMs(), e.decision(), e.attempts());
    }

    /// So many, every tenth of a second one, with long and Japanese names among them.
    static List<Entry> many(int count) {
        var kinds = List.of(inspected(),
                of("a-key-with-a-name-of-sixty-four-characters-as-somebody-will-surely-make",
                        "a-route-with-a-long-name")
                        .who("an-agent-that-was-named-by-a-committee", "0123456789abcdef0123456789abcdef").took(901_000)
                        .served("openrouter/anthropic/claude-sonnet-4.5-20250929:thinking", 1_912_480, 1_912_000,
                                128_902,
                                3, 75)
                        .entry(),
                of("顧客サポート", "要約").who("要約エージェント", "スレッド").took(88).served("local/日本語モデル", 1_204, 0, 18, 1, 2).entry(),
                of("web", "smart").who("chat", "7f3a").served("openai/gpt-5-mini", 1_822, 1_536, 204, 1, 4).entry(),
                of("batch", "bulk").served("deepseek/deepseek", 250_000_000, 0, 40_000_000, 30, 120).took(3_661_000)
                        .entry());
        var list = new ArrayList<Entry>();
        for (int i = 0; i < count; i++) {
            list.add(moved(kinds.get(i % kinds.size()), "many" + i, NOW.minusMillis((count - i) * 100L)));
        }
        return list;
    }

    static FlightView flight(String id, Instant started, long out) {
        return new FlightView(id, "agent-dev", "code", "claude/sonnet", out > 0
                ? FlightView.Phase.STREAMING
                : FlightView.Phase.WAITING, started, 49_912, out, out == 0 ? 0 : 32_155_000_000L + out * 1_000_000L,
                true,
                new Attribution(Map.of(Dimension.AGENT, "fix-loop", Dimension.THREAD, "19bc"), List.of(), Map.of()));
    }
}
