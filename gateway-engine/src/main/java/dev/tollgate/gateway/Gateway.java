package dev.tollgate.gateway;

import dev.tollgate.gateway.admin.AdminHandler;
import dev.tollgate.gateway.admin.Explaining;
import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.alarm.Alarms;
import dev.tollgate.gateway.backup.Backups;
import dev.tollgate.gateway.backup.DailyCopies;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeychainBackend;
import dev.tollgate.gateway.config.Listen;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.History;
import dev.tollgate.gateway.control.KeptSecrets;
import dev.tollgate.gateway.control.PriceDesk;
import dev.tollgate.gateway.control.PriceHistory;
import dev.tollgate.gateway.control.Trail;
import dev.tollgate.gateway.control.Versions;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.event.Flights;
import dev.tollgate.gateway.event.LiveCounts;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.LedgerStatus;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.request.DryRun;
import dev.tollgate.gateway.request.Line;
import dev.tollgate.gateway.request.Watchman;
import dev.tollgate.gateway.routing.Health;
import dev.tollgate.gateway.routing.TargetState;
import dev.tollgate.gateway.smoke.SmokeTests;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Upstream;
import dev.tollgate.gateway.wire.Handler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The door of the engine: opens a home, listens, and shows what happens. Thread-safe; everything is wired here, in
/// order, and closed in reverse.
public final class Gateway implements AutoCloseable {
    /// How long running calls may go on after [#close] was called.
    public static final Duration DRAIN = Duration.ofSeconds(10);

    /// Two seconds are what cut requests have to settle.
    private static final Duration NAP = Duration.ofMillis(2);
    private static final int NAPS = 1_000;
    /// A copy that is nearly done may end; a long one fails with the ledger it copies.
    private static final Duration COPY = Duration.ofSeconds(2);

    private final GatewayOptions options;
    private final Ledger ledger;
    private final Line line;
    private final LiveCounts counts;
    private final Events events;
    private final Control control;
    private final Versions versions;
    private final Doors doors;
    private final Simulated simulated;
    private final Watchman watchman;
    private final AutoCloseable background;
    private final Keeping keeping;
    private final SmokeTests smoke;
    private final Upkeep upkeep;
    private final Listening listening;
    private boolean watching;
    private final Alarms alarms;
    private final Trail trail;

    Gateway(GatewayOptions options, Parts parts) {
        this.options = options;
        this.ledger = parts.ledger();
        this.line = parts.line();
        this.counts = parts.counts();
        this.events = parts.events();
        this.versions = parts.versions();
        this.control = parts.control();
        this.simulated = parts.simulated();
        this.keeping = parts.keeping();
        this.smoke = parts.smoke();
        this.upkeep = parts.upkeep();
        this.alarms = parts.alarms();
        this.trail = parts.trail();
        this.doors = new Doors(line.handler(), line.local(), parts.admin());
        this.listening = new Listening(options.time(), doors, new PortFile(options.home()));
        this.watchman = new Watchman(line.flights(), this::tick, options.time());
        this.background = new Background(options.time(), counts, alarms, trail, parts.keeping(), parts.configWatch());
        versions.require(listening);
        versions.require(parts.outgoing());
    }

    /// Everything the constructor needs, made by [Assembly].
    record Parts(Ledger ledger, Line line, LiveCounts counts, Events events, Control control, Versions versions,
            AdminHandler admin, Simulated simulated, SmokeTests smoke, Keeping keeping, Runnable configWatch,
            Upkeep upkeep, Alarms alarms, Trail trail, Outgoing outgoing) {}

    /// What looks after the home.
    record Upkeep(History history, Backups backups, DailyCopies copies, KeptSecrets secrets) {}

    public static Opening open(GatewayOptions options) {
        return Assembly.open(options);
    }

    /// Listens as configured. A busy port is a state, not an exception: the status says who holds it and what to do.
    public GatewayStatus start() {
        var listen = config().listen();
        return start(options.port().isPresent() ? listen.withPort(options.port().getAsInt()) : listen);
    }

    /// Listens on another port than the configured one; 0 takes a free one.
    public GatewayStatus startOn(int port) {
        return start(config().listen().withPort(port));
    }

    private synchronized GatewayStatus start(Listen listen) {
        var now = listening.start(listen);
        if (now.state() == GatewayStatus.State.LISTENING && !watching) {
            watching = true;
            watchman.start();
        }
        return now;
    }

    private void tick(long nanos) {
        listening.tick(nanos);
        simulated.tick(nanos);
    }

    public GatewayStatus status() {
        return listening.status();
    }

    public GatewayConfig config() {
        return line.setup().current().config();
    }

    public long configVersion() {
        return line.setup().current().version();
    }

    /// The file the configuration comes from; the console is read-only then.
    public Optional<Path> configFile() {
        return options.configFile();
    }

    public Path home() {
        return options.home();
    }

    /// The keychain that this home's keys may be in; empty where none is used.
    public Optional<KeychainBackend> keychain() {
        return options.keychain();
    }

    public Time time() {
        return options.time();
    }

    public Events events() {
        return events;
    }

    public Flights flights() {
        return line.flights();
    }

    public LiveCounts counts() {
        return counts;
    }

    public Queries queries() {
        return ledger.queries();
    }

    public LedgerStatus ledger() {
        return ledger.status();
    }

    /// Small texts the console keeps beside the ledger: window place, saved views.
    public Optional<String> remembered(String name) {
        return ledger.state().load(name);
    }

    public void remember(String name, String text) {
        ledger.state().save(name, text);
    }

    /// The app's verdict on a request; false where the ledger does not know it.
    public boolean appOutcome(String id, String outcome) {
        return ledger.appOutcome(id, outcome);
    }

    public List<TargetState> targets() {
        return line.health().states();
    }

    /// Where targets' successes and failures are told; drills and pictures tell some of their own.
    public Health health() {
        return line.health();
    }

    /// What would become of a call; sends nothing and counts nothing.
    public DryRun dryRun() {
        return line.dryRun();
    }

    /// The same for scripts.
    public Explaining explaining() {
        return new Explaining(line.setup(), line.dryRun());
    }

    /// The prices in force.
    public PriceBook priceBook() {
        return line.setup().current().prices();
    }

    /// The secrets that the configuration names; they may be slow to come.
    public Secrets secrets() {
        return line.setup().current().secrets();
    }

    /// Where budgets are held; drills and pictures hold some of their own.
    public Admission admission() {
        return line.admission();
    }

    public List<BudgetState> budgets() {
        return line.admission().states(config().budgets(), config().billingZone());
    }

    /// Pico-dollars held for running calls: the most any one budget's holds add up to.
    ///
    /// @param budgets as [#budgets] told them
    public static long reservedPicos(List<BudgetState> budgets) {
        return budgets.stream().filter(each -> each.unit() == Budget.Unit.USD)
                .collect(Collectors.groupingBy(BudgetState::name,
                        Collectors.summingLong(BudgetState::reserved)))
                .values().stream().mapToLong(Long::longValue).max()
                .orElse(0);
    }

    /// What burns or breaks, and what was done about it.
    public Alarms alarms() {
        return alarms;
    }

    /// Who or what changed or stopped anything.
    public Trail audit() {
        return trail;
    }

    public Control control() {
        return control;
    }

    public Upstream upstream() {
        return line.upstream();
    }

    /// Where exchanges enter; for calls made inside this process.
    public Handler handler() {
        return doors;
    }

    public SmokeTests smoke() {
        return smoke;
    }

    public Simulated simulated() {
        return simulated;
    }

    /// The kept versions of the configuration.
    public History history() {
        return upkeep.history();
    }

    /// Copies of this home, made on demand.
    public Backups backups() {
        return upkeep.backups();
    }

    /// Copies of this home, one a day by itself.
    public DailyCopies dailyCopies() {
        return upkeep.copies();
    }

    /// The secrets that this home keeps, needed or not.
    public KeptSecrets keptSecrets() {
        return upkeep.secrets();
    }

    public Versions versions() {
        return versions;
    }

    /// The price table, to be read, tried out and changed.
    public PriceDesk prices() {
        return new PriceDesk(line.setup(), ledger, versions, options.time());
    }

    /// The versions of the price table.
    public PriceHistory priceHistory() {
        return new PriceHistory(ledger, versions);
    }

    /// What was cut still writes its row: the ledger must not be shut before.
    private void awaitLast() {
        for (int naps = 0; naps < NAPS && line.flights().size() > 0; naps++) {
            options.time().sleep(NAP);
        }
    }

    @Override
    public void close() {
        close(DRAIN);
    }

    /// Stops accepting, lets running calls end for so long, cuts the rest, settles everything.
    public synchronized void close(Duration drain) {
        smoke.close();
        listening.close(drain, () -> {
            control.cutAll("shutdown");
            awaitLast();
        });
        watchman.close();
        keeping.last();
        Closing.quietly(background, () -> Closing.await(upkeep.copies().stop(), COPY), counts, alarms, trail,
                line.upstream(), simulated, ledger);
    }
}
