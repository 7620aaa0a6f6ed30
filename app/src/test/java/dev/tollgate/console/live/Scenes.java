package dev.tollgate.console.live;

import dev.tollgate.console.feed.Colours;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.alarm.Tempo;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.event.LiveSeries;
import dev.tollgate.gateway.event.LiveView;
import dev.tollgate.gateway.ledger.LedgerStatus;
import dev.tollgate.gateway.routing.TargetState;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The workplace of the mock-ups as snapshots: the same at every run.
final class Scenes implements Outlook {
    static final Instant NOW = Instant.parse("2026-11-21T13:02:11Z");
    private static final long USD = 1_000_000_000_000L;
    private final String name;
    private final List<LiveSeries> series;
    private final List<FlightView> flights;
    private final Colours colours = new Colours();
    private Before before = Before.UNKNOWN;
    private Map<String, Tempo> tempos = Map.of();

    Scenes(String name) {
        this.name = name;
        this.series = series(name);
        this.flights = flights(name);
    }

    /// What the engine's rules say of keys.
    void tempos(Map<String, Tempo> watched) {
        tempos = watched;
    }

    /// What the ledger remembers of the time before.
    void before(Before recorded) {
        before = recorded;
    }

    LiveSnapshot snapshot() {
        return snapshot(NOW);
    }

    LiveSnapshot snapshot(Instant at) {
        boolean empty = name.equals("empty");
        var status = new GatewayStatus(GatewayStatus.State.LISTENING, 4100, "http://127.0.0.1:4100/v1", "",
                at.minusSeconds(empty || name.equals("young") ? 20 : 7_200));
        long spent = name.equals("huge") ? 12_480_371_204_000_000L : empty ? 0 : 4_180_200_000_000L;
        var today = new LiveSnapshot.Today(spent, empty ? 0 : 310_000_000_000L, 0, empty ? 0 : 3, empty ? 0 : 1_204);
        return new LiveSnapshot(at, status, view(at, Dimension.KEY), flights, targets(at), budgets(at),
                new LedgerStatus(true, 0, 100_000, 1_204, "", 0), pauses(at), today, List.of(),
                Optional.empty());
    }

    private LiveView view(Instant at, Dimension by) {
        long tokens = series.stream().mapToLong(one -> one.tokensOver(60)).sum();
        long picos = series.stream().mapToLong(one -> one.picosOver(60)).sum();
        boolean empty = series.isEmpty();
        return new LiveView(at, by, series, tokens * 97 / 100, tokens * 3 / 100, picos, empty ? 0 : 1_000,
                empty ? 0 : 16, empty ? 0 : 31, empty ? 0 : 3_900);
    }

    private List<Pauses.Pause> pauses(Instant at) {
        return name.equals("incident")
                ? List.of(new Pauses.Pause("ci-tests", at.minusSeconds(400), "console", 212))
                : List.of();
    }

    private List<TargetState> targets(Instant at) {
        if (name.equals("empty")) {
            return List.of();
        }
        var resting = name.equals("typical") ? "ok" : "resting";
        return List.of(state("openai", "gpt-5-mini", "ok", at), state("anthropic", "sonnet", "ok", at),
                state("local", "llama", "ok", at), state("openrouter", "auto", resting, at));
    }

    private static TargetState state(String provider, String model, String state, Instant at) {
        return new TargetState(new TargetId(provider, "", model), state,
                state.equals("ok") ? Optional.empty() : Optional.of(at.plusSeconds(8)), "", 100, 2, 1);
    }

    private List<BudgetState> budgets(Instant at) {
        var end = Optional.of(Instant.parse("2026-11-22T00:00:00Z"));
        long all = name.equals("huge") ? 20_000 * USD : 25 * USD;
        long used = snapshotSpend();
        var everything = budget("everything", at, end, all, used, used / 14, 10);
        var web = budget("web", at, end, 10 * USD, 9 * USD + USD / 10, USD / 16, 4);
        return name.equals("empty") ? List.of(everything) : List.of(everything, web);
    }

    private static BudgetState budget(String name, Instant at, Optional<Instant> end, long limit, long settled,
            long reserved, long holds) {
        return new BudgetState(name, name, Budget.Unit.USD, "day", at, end, limit, settled, reserved, holds,
                OptionalLong.empty(), BudgetState.OK, 0, Optional.empty(), 0, Optional.empty(), Optional.empty(),
                false);
    }

    private long snapshotSpend() {
        return name.equals("huge") ? 12_480_371_204_000_000L : name.equals("empty") ? 0 : 4_180_200_000_000L;
    }

    private static List<LiveSeries> series(String scene) {
        var made = new ArrayList<LiveSeries>();
        if (scene.equals("empty")) {
            return made;
        }
        if (scene.equals("young")) {
            made.add(one("agent-dev", -1, 290_000, 44, 3, false));
            made.add(one("web", -1, 14_800, 15, 4, false));
            return made;
        }
        made.add(one("agent-dev", 30_000, scene.equals("incident") ? 290_000 : 30_000, 44, 3, false));
        made.add(one("web", 14_800, 14_800, 15, 4, false));
        made.add(one("support", 3_900, 3_900, 36, 1, false));
        made.add(one("notebook", 3_800, 3_800, 0, 1, true));
        made.add(one("batch", 1_900, 1_500, 15, 1, false));
        if (scene.equals("huge")) {
            var random = new Random(3);
            for (int i = 0; i < 190; i++) {
                made.add(one(i == 0
                        ? "customer-facing-recommendation-service-of-the-platform-team-eu-1"
                        : i == 1 ? "顧客サポート自動応答システム本番環境" : "service-" + i,
                        i < 2 ? 220_000 : 2_000 + random.nextInt(90_000),
                        i < 2 ? 240_000 : 2_000 + random.nextInt(90_000),
                        15_000, 10, false));
            }
        }
        return made;
    }

    private static LiveSeries one(String key, double before, double now, double dollarsPerMillion, int running,
            boolean unpriced) {
        var random = new Random(key.hashCode());
        var tokens = new long[LiveView.SECONDS];
        var picos = new long[LiveView.SECONDS];
        for (int i = 0; i < tokens.length; i++) {
            double level = before < 0
                    ? i < tokens.length - 20 ? 0 : now
                    : i < 780 ? before : i < 840 ? before + (now - before) * (i - 780) / 60 : now;
            tokens[i] = Math.round(level / 60 * (0.4 + 1.2 * random.nextDouble()));
            picos[i] = Math.round(tokens[i] * dollarsPerMillion * 16_000);
        }
        return new LiveSeries(key, tokens, picos, unpriced, running);
    }

    private static List<FlightView> flights(String scene) {
        var made = new ArrayList<FlightView>();
        int count = switch (scene) {
            case "empty" -> 0;
            case "huge" -> 2_000;
            default -> 9;
        };
        var keys = List.of("web", "agent-dev", "web", "support", "agent-dev", "agent-dev", "agent-dev", "support",
                "batch");
        var phases = List.of(FlightView.Phase.STREAMING, FlightView.Phase.WAITING, FlightView.Phase.STREAMING,
                FlightView.Phase.STREAMING, FlightView.Phase.STREAMING, FlightView.Phase.QUEUED,
                FlightView.Phase.CUTTING, FlightView.Phase.STREAMING, FlightView.Phase.WAITING);
        var ages = new int[] {67_000, 21_000, 12_300, 10_000, 5_000, 4_000, 3_100, 1_200, 400};
        for (int i = 0; i < count; i++) {
            int kind = i % keys.size();
            boolean waits = phases.get(kind) == FlightView.Phase.WAITING || phases.get(kind) == FlightView.Phase.QUEUED;
            var key = scene.equals("huge") && i == 1 ? "顧客サポート自動応答システム本番環境" : keys.get(kind);
            var thread = new Attribution(Map.of(Dimension.THREAD, "thread-" + (7_000 + 37 * i)), List.of(), Map.of());
            made.add(new FlightView("r" + i, key, "smart", "openai/gpt-5-mini", phases.get(kind),
                    NOW.minusMillis(ages[kind] + i / 9 * 40L), 2_000, waits ? 0 : 74 + 31L * (i % 40),
                    waits ? 0 : 311_000_000L + 5_400_000_000L * (kind % 4), kind != 7, thread));
        }
        return made;
    }

    @Override
    public LiveView view(Dimension by) {
        return view(NOW, by);
    }

    @Override
    public Map<String, Tempo> tempos(Dimension by) {
        return by == Dimension.KEY ? tempos : Map.of();
    }

    @Override
    public List<String> keys() {
        var keys = new ArrayList<>(List.of("agent-dev", "web", "support", "notebook", "batch", "ci-tests"));
        for (int i = 0; name.equals("huge") && i < 300; i++) {
            keys.add("unused-" + i);
        }
        return keys;
    }

    @Override
    public List<String> providers() {
        return List.of("openai", "anthropic", "local", "openrouter");
    }

    @Override
    public Optional<String> exampleModel() {
        return Optional.of("smart");
    }

    @Override
    public ZoneId billingZone() {
        return ZoneId.of("UTC");
    }

    @Override
    public Colours colours() {
        return colours;
    }

    @Override
    public void before(Dimension by, Instant since, Consumer<Before> apply) {
        apply.accept(before);
    }

    @Override
    public void earlier(Instant since, Consumer<List<Entry>> apply) {
        apply.accept(List.of());
    }

    @Override
    public long settled() {
        return 0;
    }

    @Override
    public News settledAfter(long count) {
        return new News(0, List.<Entry>of());
    }

    @Override
    public <T> void prepare(Supplier<T> work, Consumer<T> apply) {
        apply.accept(work.get());
    }

    static Duration tick() {
        return Duration.ofMillis(100);
    }
}
