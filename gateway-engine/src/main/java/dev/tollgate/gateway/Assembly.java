package dev.tollgate.gateway;

import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.access.Uses;
import dev.tollgate.gateway.admin.AdminHandler;
import dev.tollgate.gateway.admin.Version;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.alarm.AlarmParts;
import dev.tollgate.gateway.alarm.Alarms;
import dev.tollgate.gateway.backup.Backups;
import dev.tollgate.gateway.backup.DailyCopies;
import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Keychain;
import dev.tollgate.gateway.config.OwnerFiles;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.config.SecretBox;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.config.Vault;
import dev.tollgate.gateway.control.BudgetDesk;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.History;
import dev.tollgate.gateway.control.KeptSecrets;
import dev.tollgate.gateway.control.KeyDesk;
import dev.tollgate.gateway.control.Trail;
import dev.tollgate.gateway.control.Versions;
import dev.tollgate.gateway.entry.Ids;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.event.Flights;
import dev.tollgate.gateway.event.LiveCounts;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.LedgerHome;
import dev.tollgate.gateway.ledger.Opened;
import dev.tollgate.gateway.request.Line;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.request.Setup;
import dev.tollgate.gateway.routing.Health;
import dev.tollgate.gateway.smoke.SmokeTests;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Tap;
import dev.tollgate.gateway.upstream.Transport;
import dev.tollgate.gateway.upstream.Upstream;
import dev.tollgate.gateway.wire.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// The composition root: news up everything in dependency order.
final class Assembly {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    private Assembly() {}

    static Opening open(GatewayOptions options) {
        // a wrong file is found before the home is touched
        var given = options.configFile().map(file -> ConfigSource.file(file, options.zone()));
        if (given.isPresent() && given.get() instanceof ConfigSource.Read.Wrong wrong) {
            return new Opening.Refused(wrong.message(), 2);
        }
        try {
            OwnerFiles.directory(options.home());
        } catch (IOException fault) {
            return new Opening.Refused("The home folder " + options.home() + " cannot be made: "
                    + FileFault.of(fault).words()
                    + ". No call is served. Give this user the right to write there, or choose another with --home.",
                    1);
        }
        var events = new Events();
        var home = new LedgerHome(options.home(), zone(given, options), retention(given), given.isPresent());
        return switch (Ledger.open(home, options.time(), events)) {
            case Opened.Refused(var message, var inUse) -> new Opening.Refused(message, inUse ? 3 : 1);
            case Opened.Ready(var ledger) -> configured(options, ledger, events, given);
        };
    }

    private static ZoneId zone(Optional<ConfigSource.Read> given, GatewayOptions options) {
        return given.filter(ConfigSource.Read.Good.class::isInstance).map(ConfigSource.Read.Good.class::cast)
                .map(good -> good.config().billingZone()).orElse(options.zone());
    }

    private static Retention retention(Optional<ConfigSource.Read> given) {
        return given.filter(ConfigSource.Read.Good.class::isInstance).map(ConfigSource.Read.Good.class::cast)
                .map(good -> good.config().retention())
                .orElse(Retention.DEFAULTS);
    }

    private static Opening configured(GatewayOptions options, Ledger ledger, Events events,
            Optional<ConfigSource.Read> given) {
        var read = given.orElseGet(() -> ConfigSource.stored(ledger.newest(), options.starter(), options.zone()));
        return switch (read) {
            case ConfigSource.Read.Wrong wrong -> {
                Closing.quietly(ledger);
                yield new Opening.Refused(wrong.message(), 2);
            }
            case ConfigSource.Read.Good(var config, var warnings) -> {
                warnings.forEach(w -> LOG.log(System.Logger.Level.WARNING, w.path() + ": " + w.message()));
                yield assembled(options, ledger, events, config);
            }
        };
    }

    /// What else the home needs and cannot be read or made is said in words; the ledger is left to the next start.
    private static Opening assembled(GatewayOptions options, Ledger ledger, Events events, GatewayConfig config) {
        try {
            return new Opening.Ready(assemble(options, ledger, events, config));
        } catch (UncheckedIOException fault) {
            LOG.log(System.Logger.Level.DEBUG, "opening " + options.home(), fault);
            Closing.quietly(ledger);
            var said = String.valueOf(fault.getMessage());
            return new Opening.Refused(said + (said.endsWith(".") ? " " : ". ")
                    + "No call is served until that is mended; nothing in the home is lost.", 1);
        }
    }

    /// A provider whose address or credentials changed is asked again at once, however it failed before.
    private static void forgive(GatewayConfig before, GatewayConfig next, Health health) {
        for (var provider : next.providers()) {
            if (before.provider(provider.name()).filter(known -> sameReceiver(known, provider)).isEmpty()) {
                health.forgive(provider.name());
            }
        }
    }

    private static boolean sameReceiver(Provider before, Provider next) {
        return before.baseUrl().equals(next.baseUrl()) && before.credentials().equals(next.credentials())
                && before.enabled() == next.enabled();
    }

    private static Gateway assemble(GatewayOptions options, Ledger ledger, Events events, GatewayConfig config) {
        var time = options.time();
        ledger.keep(config.retention());
        ledger.zone(config.billingZone());
        var box = SecretBox.open(options.home());
        var keychain = new Keychain(options.keychain(), time);
        var secrets = new Secrets(options.environment()::get, box, keychain);
        var live = new LiveSetup(Setup.of(config, secrets, ledger.configVersion()));
        var random = new SplittableRandom(new SecureRandom().nextLong());
        var simulated = new Simulated(time, random.split());
        var flights = new Flights(time);
        var pauses = new Pauses(time, new StoredPauses(ledger.state()));
        var outgoing = new Outgoing(config, options.environment());
        var upstream = upstream(outgoing, time, random.nextLong());
        var uses = new Uses(time, new StoredPauses(ledger.state()));
        var line = Line.of(live, ledger, events, flights, pauses, uses, new Spool(options.home().resolve("spool")),
                new Line.Seams(time, random.split(), upstream, simulated::reach));
        var restored = new RestoredBudgets(line.admission(), ledger, time);
        restored.accept(config);
        RestoredMinutes.restore(line.admission(), ledger.queries(), config, time);
        var versions = new Versions(live, ledger, secrets, box, options.configFile().map(Object::toString),
                next -> beforeSwap(live, line, ledger, restored, next), events, time);
        var control = new Control(flights, pauses, versions, new KeyDesk(versions, pauses, uses, secrets, events, time),
                new BudgetDesk(versions, line.admission(), events, time), new Vault(box, keychain), events, time);
        var smoke = new SmokeTests(live, line.own(), ledger.smoke(), ids(time, random.split()), time);
        var history = new History(live, ledger, versions);
        var trail = new Trail(ledger.alarms(), events);
        var alarms = alarms(live, line, ledger, events, control, outgoing.transport(), secrets, time);
        var keeping = new Keeping(pauses, uses, restored, texts(line, ledger, time));
        var kept = new KeptSecrets(live, ledger, box, new Vault(box, keychain), events, time);
        var backups = new Backups(options.home(), ledger, live, versions, box, kept,
                inMemory(keeping, alarms, trail), time, Version.CURRENT);
        var copies = new DailyCopies(options.home(), backups, ledger, live, time);
        var admin = new AdminHandler(AdminKey.of(config, secrets, options), live, ledger, line, control, versions,
                events, time, new AdminHandler.Beside(smoke, history, backups, alarms, trail));
        return new Gateway(options, new Gateway.Parts(ledger, line, new LiveCounts(time, flights, events), events,
                control, versions, admin, simulated, smoke, keeping, eachSecond(options, versions, copies),
                new Gateway.Upkeep(history, backups, copies, kept), alarms, trail, outgoing));
    }

    private static List<StoredText> texts(Line line, Ledger ledger, Time time) {
        var pins = new StoredText("route-pins", Duration.ofSeconds(10), line.pins()::takeChanged, ledger.state(), time);
        var rests = new StoredText("target-rests", Duration.ofSeconds(1), line.health()::takeChanged, ledger.state(),
                time);
        pins.before().ifPresent(line.pins()::recall);
        rests.before().ifPresent(line.health()::recall);
        return List.of(pins, rests);
    }

    private static Supplier<String> ids(Time time, SplittableRandom chance) {
        var ids = new Ids(time);
        return () -> ids.next(chance);
    }

    private static Upstream upstream(Outgoing outgoing, Time time, long chance) {
        return new Upstream(Tap.on(outgoing.transport()), time, "tollgate-" + Long.toHexString(chance));
    }

    /// Brings to the ledger what a copy of it would lack.
    private static Runnable inMemory(Keeping keeping, Alarms alarms, Trail trail) {
        return () -> {
            keeping.last();
            alarms.last();
            trail.keep();
        };
    }

    private static void beforeSwap(LiveSetup live, Line line, Ledger ledger, RestoredBudgets restored,
            GatewayConfig next) {
        forgive(live.current().config(), next, line.health());
        ledger.zone(next.billingZone());
        restored.accept(next);
        ledger.keep(next.retention());
    }

    private static Runnable eachSecond(GatewayOptions options, Versions versions, DailyCopies copies) {
        Runnable watch = options.configFile().<Runnable>map(file -> new FileWatch(file, options, versions))
                .orElse(() -> {});
        return () -> {
            watch.run();
            copies.tick();
        };
    }

    private static Alarms alarms(LiveSetup live, Line line, Ledger ledger, Events events, Control control,
            Transport transport, Secrets secrets, Time time) {
        Supplier<GatewayConfig> config = () -> live.current().config();
        Supplier<List<BudgetState>> budgets = () -> line.admission().states(config.get().budgets(),
                config.get().billingZone());
        return new Alarms(new AlarmParts(config, budgets, line.flights(), events, ledger, control, transport, secrets,
                time));
    }
}
