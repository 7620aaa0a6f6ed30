package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.entry.Verdict;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An entry as bytes, whole, for journal and rows. Enums go by name, so that constants may be added anywhere; the first
/// byte is the version of the layout.
final class EntryCodec {
    /// What an entry with one attempt takes, in bytes and with some to spare: with its words in a dictionary, and without.
    private static final int USUAL = 320;
    static final int WORDY = 512;
    private static final int VERSION = 1;

    private EntryCodec() {}

    static byte[] bytes(Entry entry, Words words) {
        var out = new Pack(words, 0, USUAL);
        write(out, entry);
        return out.copy();
    }

    /// Without attempts: where there are several they have rows of their own.
    static byte[] head(Entry entry, Words words) {
        var out = new Pack(words, 0, USUAL);
        head(out, entry);
        return out.number(0).copy();
    }

    static byte[] bytes(Attempt attempt, Words words) {
        var out = new Pack(words, 0, USUAL);
        attempt(out.octet(VERSION), attempt);
        return out.copy();
    }

    static Entry read(byte[] bytes, Words words) {
        return read(new Unpack(words, bytes, 0, bytes.length));
    }

    static Attempt attempt(byte[] bytes, Words words) {
        var in = new Unpack(words, bytes, 0, bytes.length);
        check(in.octet());
        return attempt(in);
    }

    static void write(Pack out, Entry e) {
        head(out, e);
        out.number(e.attempts().size());
        e.attempts().forEach(a -> attempt(out, a));
    }

    private static void head(Pack out, Entry e) {
        out.octet(VERSION).text(e.id()).instant(e.started()).flag(e.ended().isPresent());
        e.ended().ifPresent(out::instant);
        out.word(e.state());
        asked(out, e.asked());
        attribution(out, e.attribution());
        optional(out.word(e.result().outcome()).number(e.result().status()), e.result().reason());
        out.text(e.result().message()).word(e.appOutcome());
        served(out, e.served());
        usage(out, e.usage());
        cost(out, e.cost());
        out.number(e.unpriced()).number(e.ttftMs()).number(e.durationMs());
        out.number(e.decision().size());
        e.decision().forEach(v -> out.word(v.target()).word(v.kind()).word(v.reason()));
    }

    /// Whether an entry as [#bytes] or [#head] wrote it has this id.
    static boolean isOf(byte[] bytes, String id) {
        var in = new Unpack(Words.NONE, bytes, 0, bytes.length);
        check(in.octet());
        return in.text().equals(id);
    }

    private static void check(int version) {
        if (version != VERSION) {
            throw new IllegalArgumentException("entry layout " + version + ", known is " + VERSION);
        }
    }

    static Entry read(Unpack in) {
        check(in.octet());
        return new Entry(in.text(), in.instant(), in.optionalInstant(), in.word(State.class), asked(in),
                attribution(in), result(in), in.optionalWord(), served(in), usage(in), cost(in), in.small(),
                in.optionalNumber(), in.number(), decision(in), attempts(in));
    }

    /// Of an entry as [#read] takes it, only what it used and cost: most of the rest is passed over and never made.
    static Rated rated(byte[] bytes, Words words) {
        var in = new Unpack(words, bytes, 0, bytes.length);
        check(in.octet());
        var id = in.text();
        var started = in.instant();
        if (in.flag()) {
            in.skipNumbers(2);
        }
        in.skipWords(1);
        var key = in.word();
        in.skipOptionalWord(); // route
        in.skipOptionalWord(); // route asked for
        boolean batch = in.optionalWord(Endpoint.class).filter(Endpoint.BATCHES::equals).isPresent();
        in.skipOptionalWord(); // model
        in.flag();
        skipAttribution(in);
        skipResult(in);
        in.skipOptionalWord();
        var target = skipServed(in);
        skipUsage(in);
        long picos = skipCost(in);
        int unpriced = in.small();
        in.optionalNumber();
        in.skipNumbers(1);
        in.skipWords(3 * in.count());
        return new Rated(id, started, key, target, batch, picos, unpriced, attempts(in));
    }

    private static void skipAttribution(Unpack in) {
        in.skipWords(2 * in.count());
        in.skipWords(in.count());
        in.skipWords(2 * in.count());
    }

    private static void skipResult(Unpack in) {
        in.skipWords(1);
        in.skipNumbers(1);
        in.skipOptionalWord();
        in.optionalText();
    }

    /// @return its target
    private static Optional<String> skipServed(Unpack in) {
        var target = in.optionalWord();
        for (int i = 0; i < 5; i++) {
            in.skipOptionalWord();
        }
        in.skipNumbers(2);
        return target;
    }

    private static void skipUsage(Unpack in) {
        in.skipWords(1);
        for (int left = in.count(); left > 0; left--) {
            in.skipWords(1);
            in.skipNumbers(1);
        }
    }

    /// @return its pico-dollars
    private static long skipCost(Unpack in) {
        long picos = in.number();
        in.skipWords(2);
        in.optionalNumber();
        for (int left = in.count(); left > 0; left--) {
            in.skipWords(1);
            in.skipNumbers(3);
            in.skipWords(1);
            in.flag();
        }
        return picos;
    }

    private static void optional(Pack out, Optional<? extends Enum<?>> value) {
        out.flag(value.isPresent());
        value.ifPresent(out::word);
    }

    private static void asked(Pack out, Asked a) {
        out.word(a.key()).word(a.route()).word(a.routeAsked());
        optional(out, a.endpoint());
        out.word(a.model()).flag(a.stream());
    }

    private static Asked asked(Unpack in) {
        return new Asked(in.word(), in.optionalWord(), in.optionalWord(), in.optionalWord(Endpoint.class),
                in.optionalWord(), in.flag());
    }

    private static void attribution(Pack out, Attribution a) {
        map(out, a.values());
        out.number(a.tags().size());
        a.tags().forEach(out::word);
        map(out, a.sources());
    }

    private static void map(Pack out, Map<Dimension, String> map) {
        out.number(map.size());
        map.forEach((dimension, value) -> out.word(dimension).word(value));
    }

    private static Attribution attribution(Unpack in) {
        var values = map(in);
        int count = in.count();
        var tags = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            tags.add(in.word());
        }
        return new Attribution(values, tags, map(in));
    }

    private static Map<Dimension, String> map(Unpack in) {
        var map = new EnumMap<Dimension, String>(Dimension.class);
        for (int left = in.count(); left > 0; left--) {
            map.put(in.word(Dimension.class), in.word());
        }
        return map;
    }

    private static Ended result(Unpack in) {
        return new Ended(in.word(Outcome.class), in.small(), in.optionalWord(Reason.class), in.optionalText());
    }

    private static void served(Pack out, Served s) {
        out.word(s.target()).word(s.fellBackFrom());
        optional(out, s.routeType());
        out.word(s.provider()).word(s.upstreamModel()).word(s.responseModel()).number(s.attempts())
                .number(s.retries());
    }

    private static Served served(Unpack in) {
        return new Served(in.optionalWord(), in.optionalWord(), in.optionalWord(RouteType.class), in.optionalWord(),
                in.optionalWord(), in.optionalWord(), in.small(), in.small());
    }

    private static void usage(Pack out, Usage usage) {
        out.word(usage.source());
        int reported = 0;
        for (var unit : UNITS) {
            reported += usage.reported(unit).isPresent() ? 1 : 0;
        }
        out.number(reported);
        for (var unit : UNITS) {
            var count = usage.reported(unit);
            if (count.isPresent()) {
                out.word(unit).number(count.getAsLong());
            }
        }
    }

    private static final Unit[] UNITS = Unit.values();

    private static Usage usage(Unpack in) {
        var usage = Usage.from(in.word(UsageSource.class));
        for (int left = in.count(); left > 0; left--) {
            usage = usage.with(in.word(Unit.class), in.number());
        }
        return usage;
    }

    private static void cost(Pack out, Cost c) {
        out.number(c.picos()).word(c.source()).word(c.bound()).number(c.computed()).number(c.lines().size());
        c.lines().forEach(l -> out.word(l.unit()).number(l.quantity()).number(l.picosEach()).number(l.picos())
                .word(l.price()).flag(l.fallback()));
    }

    private static Cost cost(Unpack in) {
        long picos = in.number();
        var source = in.word(CostSource.class);
        var bound = in.word(CostBound.class);
        var computed = in.optionalNumber();
        int count = in.count();
        var lines = new ArrayList<Cost.Line>(count);
        for (int i = 0; i < count; i++) {
            lines.add(new Cost.Line(in.word(Unit.class), in.number(), in.number(), in.number(), in.word(), in.flag()));
        }
        return new Cost(picos, source, bound, lines, computed);
    }

    private static List<Verdict> decision(Unpack in) {
        int count = in.count();
        var decision = new ArrayList<Verdict>(count);
        for (int i = 0; i < count; i++) {
            decision.add(new Verdict(in.word(), in.word(Verdict.Kind.class), in.word()));
        }
        return decision;
    }

    static void target(Pack out, TargetId target) {
        out.word(target.provider()).word(target.credential()).word(target.model());
    }

    static TargetId target(Unpack in) {
        return new TargetId(in.word(), in.word(), in.word());
    }

    private static void attempt(Pack out, Attempt a) {
        target(out.number(a.number()), a.target());
        optional(out.instant(a.started()).word(a.outcome()), a.fault());
        usage(out.number(a.status()), a.usage());
        cost(out, a.cost());
        out.word(a.responseModel()).number(a.ttftMs()).number(a.durationMs()).text(a.detail());
    }

    private static List<Attempt> attempts(Unpack in) {
        int count = in.count();
        var attempts = new ArrayList<Attempt>(count);
        for (int i = 0; i < count; i++) {
            attempts.add(attempt(in));
        }
        return attempts;
    }

    private static Attempt attempt(Unpack in) {
        return new Attempt(in.small(), target(in), in.instant(), in.word(Outcome.class),
                in.optionalWord(Fault.class), in.small(), usage(in), cost(in), in.optionalWord(),
                in.optionalNumber(), in.number(), in.optionalText());
    }
}
