package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The checks of one target. Each call is made once, by the first check that needs it. For one thread.
final class TargetTest {
    private final TargetId target;
    private final Provider provider;
    private final Prober prober;
    private final Running run;
    private final Time time;
    private final boolean embeds;
    private final Map<Probe, Came> known = new EnumMap<>(Probe.class);
    private final List<Came> all = new ArrayList<>();
    private final List<Came> own = new ArrayList<>();
    private final List<Came> seen = new ArrayList<>();

    TargetTest(TargetId target, Provider provider, Prober prober, Running run, Time time) {
        this.target = target;
        this.provider = provider;
        this.prober = prober;
        this.run = run;
        this.time = time;
        this.embeds = SmokePlan.makesEmbeddings(provider, target.model());
    }

    /// Makes the calls of this check that are not made yet, and judges.
    ///
    /// @throws Running.Halt where the run must end
    void run(Check check) {
        own.clear();
        seen.clear();
        run.found(cell(check, finding(check)));
    }

    /// What is left where the run ended before.
    void notRun(Check check, String why) {
        own.clear();
        seen.clear();
        run.found(cell(check, Finding.notRun("not run", why)));
    }

    private Finding finding(Check check) {
        if (check.probes(embeds).isEmpty()) {
            return Finding.skipped("not offered", embeds
                    ? "A model for embeddings does not do this."
                    : "A model that chats makes no embeddings.");
        }
        if (check == Check.ERROR && prober.converts(Probe.ERROR)) {
            return Finding.skipped("not offered", "This provider speaks another protocol: a wrong request is refused"
                    + " here, before it goes out.");
        }
        var hopeless = all.stream().filter(Lost::isHopeless).findFirst();
        if (hopeless.isPresent()) {
            var lost = Lost.of(hopeless.get()).orElseThrow();
            return Finding.notRun(SmokeCell.NOT_TRIED,
                    "No call can get through: " + lost.cause() + ". " + lost.detail());
        }
        return judged(check);
    }

    private Finding judged(Check check) {
        return switch (check) {
            case CHAT -> TextJudge.chat(get(Probe.CHAT));
            case STREAM -> TextJudge.stream(get(Probe.STREAM));
            case TOOLS -> tools();
            case JSON -> ShapeJudge.json(get(Probe.JSON));
            case SCHEMA -> ShapeJudge.schema(get(Probe.SCHEMA));
            case EMBED -> TextJudge.embeddings(get(Probe.EMBED));
            case ERROR -> WireJudge.error(get(embeds ? Probe.EMBED_ERROR : Probe.ERROR));
            case LIMIT -> {
                get(embeds ? Probe.EMBED : Probe.CHAT);
                yield WireJudge.limit(all, provider.free());
            }
            case CANCEL -> cancel();
            case USAGE -> WireJudge.usage(check.probes(embeds).stream().map(this::get).toList());
            case LATENCY -> WireJudge.latency(get(embeds ? Probe.EMBED : Probe.STREAM));
            case QUOTA -> {
                get(embeds ? Probe.EMBED : Probe.CHAT);
                yield WireJudge.quota(all);
            }
        };
    }

    private Finding tools() {
        var whole = get(Probe.TOOLS);
        return whole.fault().isPresent()
                ? ShapeJudge.tools(whole, whole)
                : ShapeJudge.tools(whole, get(Probe.TOOLS_STREAM));
    }

    /// One late answer may be chance: two are not.
    private Finding cancel() {
        var left = get(Probe.CANCEL);
        if (left.entry().ttftMs().isEmpty()) {
            return Lost.of(left).orElseThrow();
        }
        var next = get(Probe.AFTER);
        if (!WireJudge.isHeldUp(left, next)) {
            return WireJudge.cancel(left, next, 1);
        }
        left = made(Probe.CANCEL);
        next = made(Probe.AFTER);
        return WireJudge.cancel(left, next, 2);
    }

    private Came get(Probe probe) {
        var before = known.get(probe);
        var came = before == null ? made(probe) : before;
        seen.add(came);
        return came;
    }

    private Came made(Probe probe) {
        var came = prober.make(probe);
        known.put(probe, came);
        all.add(came);
        own.add(came);
        return came;
    }

    private SmokeCell cell(Check check, Finding finding) {
        var entries = own.stream().flatMap(c -> c.entries().stream()).toList();
        // of several the one that is wrong, else the last
        var shown = seen.stream().filter(c -> Lost.of(c).isPresent() && c.probe() != Probe.CANCEL
                && c.probe() != Probe.ERROR && c.probe() != Probe.EMBED_ERROR).findFirst()
                .or(() -> seen.isEmpty() ? Optional.empty() : Optional.of(pick(check, finding)))
                .flatMap(Came::last);
        return new SmokeCell(run.now().id(), target.label(), check.word(), finding.state(), time.instant(),
                finding.cause(), finding.detail(), finding.assertion(), finding.number(), finding.assertions(),
                finding.amount(), own.stream().mapToInt(c -> c.heard().size()).sum(),
                entries.stream().mapToLong(e -> e.cost().picos()).sum(),
                entries.stream().mapToLong(Entry::durationMs).sum(), shown.map(Curl::sent).orElse(""),
                shown.map(Curl::received).orElse(""), shown.map(h -> Curl.line(h, provider)).orElse(""),
                seen.stream().map(c -> c.entry().id()).distinct().toList());
    }

    /// The exchange that a failed assertion speaks of.
    private Came pick(Check check, Finding finding) {
        boolean ofStream = finding.assertion().contains("stream") || finding.assertion().contains("index");
        boolean first = check == Check.CANCEL || (!finding.assertion().isEmpty() && !ofStream);
        return first ? seen.getFirst() : seen.getLast();
    }
}
