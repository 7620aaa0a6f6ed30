package dev.tollgate.console.demo;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.LedgerHome;
import dev.tollgate.gateway.ledger.Opened;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The demo: a throw-away home of its own, a configuration of its own, and traffic that lives while it runs. Nothing in
/// it costs anything.
public final class Demo {
    private static final System.Logger LOG = System.getLogger(Demo.class.getName());
    private static final int PATIENCE = 260;
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final String MARK = "demo.home";
    private static final int PORT = 4100;
    private static final int TRIED = 100;

    private final GatewayOptions options;
    private final boolean keeps;
    private volatile @Nullable Gateway opened;

    private Demo(GatewayOptions options, boolean keeps) {
        this.options = options;
        this.keeps = keeps;
        if (!keeps) {
            Runtime.getRuntime().addShutdownHook(
                    Thread.ofPlatform().name("tollgate-demo-home").unstarted(this::discard));
        }
    }

    /// A demo in this folder, else in a temporary one that goes with the process; on this port, else on 4100 or the next
    /// free one.
    public static Demo at(Optional<Path> home, OptionalInt port) {
        var folder = home.map(Path::toAbsolutePath).orElseGet(Demo::temporary);
        var options = GatewayOptions.of(folder).withStarter(DemoConfig.YAML)
                .withPort(port.orElseGet(Demo::freePort));
        return new Demo(options, home.isPresent());
    }

    public Path home() {
        return options.home();
    }

    /// A secret that calls can be made with.
    public String key() {
        return DemoConfig.secret("web");
    }

    /// Empties the home, tells it some past days and opens it; takes about a second.
    public Opening open() {
        try {
            var opening = fresh().orElseGet(() -> Gateway.open(options));
            if (opening instanceof Opening.Ready(var gateway)) {
                opened = gateway;
            }
            return opening;
        } catch (IOException fault) {
            return new Opening.Refused("The demo's folder " + home() + " cannot be used: " + fault.getMessage()
                    + ". Choose another with --home.", 1);
        }
    }

    /// Starts calling; the gateway must listen.
    public DemoTraffic traffic(Gateway gateway) {
        return new Traffic(gateway);
    }

    /// @return why not, where the home is not ours to empty
    private Optional<Opening> fresh() throws IOException {
        var home = home();
        if (Files.exists(home.resolve("ledger.mv.db")) && Files.notExists(home.resolve(MARK))) {
            return Optional.of(new Opening.Refused("The folder " + home + " holds a ledger that is no demo's. The demo"
                    + " empties its folder: give it another with --home.", 1));
        }
        if (Files.exists(home.resolve(MARK))) {
            var held = openLedger();
            if (held instanceof Opened.Refused(var message, var inUse) && inUse) {
                return Optional.of(new Opening.Refused(message, 3));
            }
            if (held instanceof Opened.Ready(var ledger)) {
                ledger.close();
            }
            remove(home);
        }
        Files.createDirectories(home);
        Files.writeString(home.resolve(MARK), "Made by tollgate --demo, which empties this folder at each start.\n");
        return tellPast();
    }

    private Optional<Opening> tellPast() {
        return switch (openLedger()) {
            case Opened.Refused(var message, var inUse) -> Optional.of(new Opening.Refused(message, inUse ? 3 : 1));
            case Opened.Ready(var ledger) -> {
                new Past(config()).tell(ledger, options.time().instant());
                ledger.close();
                yield Optional.empty();
            }
        };
    }

    private Opened openLedger() {
        return Ledger.open(new LedgerHome(home(), config().billingZone(), Retention.DEFAULTS), options.time(),
                new Events());
    }

    private GatewayConfig config() {
        return switch (ConfigFile.parse(DemoConfig.YAML, "the demo's configuration", options.zone())) {
            case ConfigFile.Parsed.Good(var config, var _) -> config;
            case ConfigFile.Parsed.Wrong(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tollgate-demo");
        } catch (IOException fault) {
            throw new UncheckedIOException("no temporary folder for the demo", fault);
        }
    }

    /// Removes a temporary home once its gateway has closed; a home that was given stays.
    public void discard() {
        var gateway = opened;
        for (int i = 0; i < PATIENCE && gateway != null
                && gateway.status().state() != GatewayStatus.State.STOPPED; i++) {
            options.time().sleep(BREATH);
        }
        try {
            if (!keeps) {
                remove(home());
            }
        } catch (IOException | UncheckedIOException stays) {
            LOG.log(System.Logger.Level.DEBUG, "left behind", stays);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static int freePort() {
        for (int port = PORT; port < PORT + TRIED; port++) {
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                LOG.log(System.Logger.Level.DEBUG, "port " + port, taken);
            }
        }
        return 0;
    }
}
