package dev.tollgate.console.shots;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.LedgerHome;
import dev.tollgate.gateway.ledger.Opened;
import dev.tollgate.gateway.ledger.SmokeRuns;
import dev.tollgate.gateway.routing.Entrance;
import dev.tollgate.gateway.routing.Health;
import dev.tollgate.gateway.term.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// A real gateway on a temporary home in which a situation has come to pass: rows in the ledger, counters counted,
/// calls in flight, all through the types that real calls go through. Closing it removes the home.
final class StagedHome implements AutoCloseable {
    private static final int PORT = 4100;
    private static final HealthRule QUICK = new HealthRule(4, Duration.ofMinutes(1), Duration.ofMinutes(3),
            Duration.ofMinutes(5));
    private static final HealthRule NEVER = new HealthRule(1_000_000, Duration.ofMinutes(1), Duration.ofMinutes(3),
            Duration.ofMinutes(5));

    private final Folders folders;
    private final Gateway gateway;
    private final StillTime time;
    private final Optional<String> remarkable;

    /// @param own stands in for the user's folder while the pictures are taken
    /// @param machines the user's folder, put back afterwards
    private record Folders(Path own, String machines) {}

    private StagedHome(Folders folders, Gateway gateway, StillTime time, Optional<String> remarkable) {
        this.folders = folders;
        this.gateway = gateway;
        this.time = time;
        this.remarkable = remarkable;
    }

    static StagedHome of(Situation situation) throws IOException {
        var own = Files.createTempDirectory("tollgate-pictures");
        // as on a machine of somebody's, whatever this one's folders are called
        var machines = System.getProperty("user.home", "");
        System.setProperty("user.home", own.toString());
        var folders = new Folders(own, machines);
        var folder = Files.createDirectories(own.resolve(".local/share/tollgate"));
        var time = new StillTime(Story.NOW.minus(Budgeted.SEEN));
        if (situation == Situation.EMPTY) {
            time.set(Story.NOW);
            return new StagedHome(folders, opened(options(folder, time, Optional.empty())), time, Optional.empty());
        }
        var desks = situation == Situation.HUGE ? Desk.crowd() : Desk.workplace();
        var yaml = StageConfig.yaml(situation, desks.stream().map(Desk::key).distinct().toList(),
                situation == Situation.HUGE ? 20_000 : 25);
        if (situation == Situation.HUGE) {
            yaml = yaml.replace("[\"qwen3:4b\"]", "[\"" + String.join("\", \"", SmokeStory.crowd()) + "\"]");
        }
        var story = new Story(situation, desks, config(yaml));
        var live = story.live();
        var week = story.week();
        var all = new ArrayList<>(week);
        all.addAll(live);
        all.addAll(story.remainder(all));
        var told = config(yaml);
        tell(folder, time, all, smoke -> new SmokeStory(situation).tell(smoke, SmokeStory.targets(told)));
        // budgets come last: their counters see the last hour pass, then learn what was used before it
        var gateway = opened(options(folder, time, Optional.of(yaml.substring(0, yaml.indexOf("budgets:\n")))));
        var budgets = new Budgeted(gateway, told);
        budgets.before(Story.NOW.minus(Story.LIVE), time, all);
        configured(gateway);
        gateway.alarms().tick();
        gateway.alarms().study();
        play(gateway, time, live, budgets, InFlight.of(situation, desks), situation);
        budgets.takeEffect();
        return new StagedHome(folders, gateway, time, remarkable(live));
    }

    private static GatewayOptions options(Path folder, StillTime time, Optional<String> starter) {
        return new GatewayOptions(folder, Optional.empty(), OptionalInt.empty(), starter, _ -> null, ZoneId.of("UTC"),
                time, Optional.empty());
    }

    private static GatewayConfig config(String yaml) {
        return switch (ConfigFile.parse(yaml, "the pictures' configuration", ZoneOffset.UTC)) {
            case ConfigFile.Parsed.Good(var config, var _) -> config;
            case ConfigFile.Parsed.Wrong(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    private static void tell(Path folder, StillTime time, List<Entry> entries, Consumer<SmokeRuns> tests) {
        switch (Ledger.open(new LedgerHome(folder, config("").billingZone(), Retention.DEFAULTS), time, new Events())) {
            case Opened.Refused(var message, var _) -> throw new IllegalStateException(message);
            case Opened.Ready(var ledger) -> {
                ledger.alarms().save(AlarmsBefore.of(Story.NOW), List.of());
                entries.stream().sorted(Comparator.comparing(Entry::started)).forEach(ledger::settled);
                tests.accept(ledger.smoke());
                ledger.close();
            }
        }
    }

    private static Gateway opened(GatewayOptions options) {
        var gateway = switch (Gateway.open(options)) {
            case Opening.Ready(var ready) -> ready;
            case Opening.Refused(var message, var _) -> throw new IllegalStateException(message);
        };
        // the usual port where it is free, so that pictures are the same
        if (gateway.startOn(PORT).state() != GatewayStatus.State.LISTENING) {
            gateway.startOn(0);
        }
        return gateway;
    }

    /// What the history of the configuration shows; nothing that the other pictures do.
    private static void configured(Gateway gateway) {
        var versions = gateway.versions();
        versions.apply("console", now -> now.withListen(now.listen().withAllowedHosts(List.of("gateway.lan"))));
        versions.apply("admin API", now -> now.withRetention(new Retention(Duration.ofDays(120),
                now.retention().rollupMinute(), now.retention().rollupHour())));
        versions.apply("import of tollgate.yaml",
                now -> now.withListen(now.listen().withAllowedHosts(List.of("gateway.lan", "tollgate.example.com"))));
    }

    /// The last quarter of an hour, second by second.
    private static void play(Gateway gateway, StillTime time, List<Entry> live, Budgeted budgets,
            List<InFlight> calls, Situation situation) {
        var flying = new ArrayList<Running>();
        var rule = situation == Situation.INCIDENT ? QUICK : NEVER;
        int next = 0;
        int begun = 0;
        for (var now = Story.NOW.minus(Story.LIVE); !now.isAfter(Story.NOW); now = now.plusSeconds(1)) {
            time.set(now);
            for (; next < live.size() && live.get(next).ended().orElse(now).isBefore(now); next++) {
                // all of them are in the database already: the number says so
                gateway.events().publish(new Event.Settled(now, 1, live.get(next)));
                budgets.settled(live.get(next));
                tell(gateway.health(), live.get(next), rule);
            }
            for (; begun < calls.size() && calls.get(begun).started().isBefore(now); begun++) {
                time.set(calls.get(begun).started());
                flying.add(new Running(calls.get(begun), gateway, budgets, situation));
            }
            time.set(now);
            for (var running : flying) {
                running.progress(now);
            }
            gateway.counts().tick();
            gateway.alarms().tick();
            gateway.alarms().study();
        }
    }

    /// What the entry says of its targets.
    private static void tell(Health health, Entry entry, HealthRule rule) {
        for (var attempt : entry.attempts()) {
            if (health.enter(attempt.target(), rule) instanceof Entrance.Permit permit) {
                try (permit) {
                    attempt.fault().ifPresentOrElse(fault -> permit.failed(fault, Optional.empty()),
                            () -> permit.succeeded(Duration.ofMillis(300)));
                }
            }
        }
    }

    /// A call worth opening: it fell back, else a long one.
    private static Optional<String> remarkable(List<Entry> live) {
        var late = live.subList(Math.max(0, live.size() - 12), live.size());
        return late.stream().filter(e -> e.served().fellBackFrom().isPresent())
                .max(Comparator.comparing(Entry::started))
                .or(() -> late.stream().max(Comparator.comparingLong(e -> e.cost().picos()))).map(Entry::id);
    }

    /// One call in flight and what it has got so far.
    private static final class Running {
        private final InFlight call;
        private final Flight flight;

        Running(InFlight call, Gateway gateway, Budgeted budgets, Situation situation) {
            this.call = call;
            flight = gateway.flights().begin(call.id(), call.desk().key());
            if (situation == Situation.INCIDENT && call.desk().key().equals("agent-dev")) {
                flight.asked(call.input(), AlarmsBefore.STEPS);
            }
            flight.granted(call.desk().route(), call.who());
            if (!call.queued()) {
                flight.running(new Nobody(), call.desk().target().label());
            }
            budgets.held(call);
        }

        void progress(Instant now) {
            if (!call.queued()) {
                flight.progress(call.input(), call.output(now), call.picos(now));
            }
        }
    }

    /// Nothing is behind a staged flight that could be ended.
    private static final class Nobody implements Flight.Running {
        @Override
        public void end(Fault why) {}

        @Override
        public void tick(long nanos) {}
    }

    Gateway gateway() {
        return gateway;
    }

    /// A request that is worth opening in the inspector.
    Optional<String> remarkable() {
        return remarkable;
    }

    StillTime time() {
        return time;
    }

    @Override
    public void close() throws IOException {
        gateway.close(Duration.ZERO);
        System.setProperty("user.home", folders.machines());
        try (var files = Files.walk(folders.own())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
