package dev.tollgate.console;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.smoke.SmokeAsk;
import dev.tollgate.gateway.smoke.SmokeTests;
import dev.tollgate.gateway.smoke.SmokeTests.Asked;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.time.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tollgate smoke PROVIDER`: says what it will cost, makes the calls, prints the table. Exit 0 where everything that
/// must pass passes, 1 where something does not, 2 for a wrong command line. On a home in use the running process does
/// it.
@Command(name = "smoke", mixinStandardHelpOptions = true, description = "Tests what a provider's models really do, with real calls.")
final class SmokeCommand implements Callable<Integer> {
    private static final int IN_USE = 3;
    private static final Duration LOOK = Duration.ofMillis(100);

    @Option(names = "--home", paramLabel = "DIR", description = "The home; without it the usual one.")
    @Nullable
    Path home;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file that is the source of truth.")
    @Nullable
    Path config;

    @Option(names = "--model", paramLabel = "MODEL", split = ",", description = "Only these models; without it those that lists and routes name.")
    List<String> models = List.of();

    @Option(names = "--checks", paramLabel = "CHECK", split = ",", description = "Only these checks: chat, stream, tools, json, schema, embed, error, limit, cancel, usage, latency, quota.")
    List<String> checks = List.of();

    @Option(names = "--ceiling", paramLabel = "USD", description = "What the run may never pass; 0.05 without it.")
    String ceiling = Picos.usd(SmokeAsk.USUAL_CEILING);

    @Parameters(paramLabel = "PROVIDER", description = "Its name in the configuration.")
    String provider = "";

    @Override
    public Integer call() throws InterruptedException {
        try {
            var ask = new Wish(provider, models, checks(), ceiling());
            var launch = new Launch(Optional.ofNullable(home), Optional.ofNullable(config), OptionalInt.of(0), true,
                    false);
            return run(launch, ask);
        } catch (ExportAsk.Wrong wrong) {
            System.err.println(wrong.getMessage());
            return Commands.BAD_CONFIG;
        } catch (IOException fault) {
            System.err.println("The smoke test failed: " + fault.getMessage());
            return 1;
        }
    }

    /// What was asked for.
    private record Wish(String provider, List<String> models, Set<Check> checks, long ceiling) {}

    private Set<Check> checks() {
        var wanted = EnumSet.noneOf(Check.class);
        checks.forEach(name -> wanted.add(Check.named(name).orElseThrow(() -> new ExportAsk.Wrong("There is no check "
                + name + ". There are: " + Arrays.stream(Check.values()).map(Check::word)
                        .collect(Collectors.joining(", "))))));
        return wanted;
    }

    private long ceiling() {
        try {
            return Picos.ofUsd(new BigDecimal(ceiling.strip().replaceFirst("^\\$", "")));
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw new ExportAsk.Wrong("--ceiling is an amount of USD such as 0.05, not " + ceiling);
        }
    }

    private static int run(Launch launch, Wish wish) throws IOException, InterruptedException {
        return switch (Gateway.open(launch.options())) {
            case Opening.Ready(var gateway) -> {
                try (gateway) {
                    yield here(gateway, wish);
                }
            }
            case Opening.Refused(var _, var exitCode) when exitCode == IN_USE -> there(launch, wish);
            case Opening.Refused(var message, var exitCode) -> {
                System.err.println(message);
                yield exitCode;
            }
        };
    }

    private static int here(Gateway gateway, Wish wish) {
        // deadlines are kept, and the built-in provider answers, only while the gateway listens
        var status = gateway.startOn(0);
        if (status.state() != GatewayStatus.State.LISTENING) {
            System.err.println(status.message());
            return 1;
        }
        var smoke = gateway.smoke();
        return switch (smoke.plan(wish.provider(), wish.models(), wish.checks(), wish.ceiling())) {
            case Asked.Possible(var plan) -> {
                System.out.println(SmokeTable.estimate(plan));
                yield started(smoke, smoke.start("command line", plan));
            }
            case Asked.Refused no -> throw new ExportAsk.Wrong(no.message());
            case Asked.Started started -> started(smoke, started);
        };
    }

    private static int started(SmokeTests smoke, Asked asked) {
        if (!(asked instanceof Asked.Started started)) {
            throw new ExportAsk.Wrong(asked instanceof Asked.Refused no ? no.message() : "The run did not start.");
        }
        var progress = new SmokeTable.Progress();
        Optional<SmokeRun> run = smoke.running();
        while (run.isEmpty() || run.get().state() == SmokeRun.State.RUNNING) {
            run.ifPresent(progress::show);
            Time.system().sleep(LOOK);
            run = smoke.running().filter(r -> r.id().equals(started.id()));
        }
        progress.show(run.get());
        return SmokeTable.print(run.get());
    }

    private static int there(Launch launch, Wish wish) throws IOException, InterruptedException {
        if (launch.config().isPresent()) {
            System.err.println("The home is in use: the running Tollgate makes the test, with its own configuration.");
        }
        var running = new RunningHome(launch.homeFolder());
        System.out.println(SmokeTable.estimate(SmokeJson.plan(running.post("smoke", json(wish, true)))));
        var id = SmokeJson.id(running.post("smoke", json(wish, false)));
        var progress = new SmokeTable.Progress();
        while (true) {
            var out = new ByteArrayOutputStream();
            running.get("smoke/" + id, out);
            var run = SmokeJson.run(out.toString(StandardCharsets.UTF_8));
            progress.show(run);
            if (run.state() != SmokeRun.State.RUNNING) {
                return SmokeTable.print(run);
            }
            Time.system().sleep(LOOK);
        }
    }

    private static String json(Wish wish, boolean estimate) {
        return SmokeJson.ask(wish.provider(), wish.models(), wish.checks().stream().map(Check::word).toList(),
                Picos.usd(wish.ceiling()), estimate);
    }
}
