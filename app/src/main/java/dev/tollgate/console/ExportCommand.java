package dev.tollgate.console;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.backup.Written;
import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.ledger.Export;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tollgate export`: ledger rows or spend as a file, also while a process holds the home.
@Command(name = "export", mixinStandardHelpOptions = true, description = "Writes ledger rows, or with --by spend, as CSV or JSON.")
final class ExportCommand implements Callable<Integer> {
    private static final int IN_USE = 3;

    @Option(names = "--home", paramLabel = "DIR", description = "The home; without it the usual one.")
    @Nullable
    Path home;

    @Option(names = "--from", required = true, paramLabel = "D", description = "First day (2026-11-01, in the billing zone) or instant (2026-11-01T08:00:00Z).")
    String from = "";

    @Option(names = "--to", required = true, paramLabel = "D", description = "Last day, inclusive, or the instant before which rows are taken.")
    String to = "";

    @Option(names = "--by", paramLabel = "DIM", split = ",", description = "Spend by one or two dimensions: key, model, route, provider, customer, feature ...")
    List<String> by = List.of();

    @Option(names = "--only", paramLabel = "DIM=VALUE", description = "Only these rows, such as --only key=web.")
    Map<String, String> only = Map.of();

    @Option(names = "--step", paramLabel = "STEP", description = "Of spend: minute, hour or day (default).")
    String step = "day";

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv (default) or json.")
    String format = "csv";

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "Where to write; - is standard output.")
    String file = "";

    @Override
    public Integer call() throws InterruptedException {
        try {
            var folder = new Launch(Optional.ofNullable(home), Optional.empty(), OptionalInt.empty(), true, false)
                    .homeFolder();
            if (Files.notExists(folder.resolve("ledger.mv.db"))) {
                throw new ExportAsk.Wrong("There is no ledger in " + folder + ". Name its home with --home.");
            }
            return export(folder);
        } catch (ExportAsk.Wrong wrong) {
            System.err.println(wrong.getMessage());
            return Commands.BAD_CONFIG;
        } catch (IOException fault) {
            System.err.println(fault instanceof FileSystemException file
                    ? "The export failed: " + FileFault.of(file).withPlace() + "."
                    : fault.getMessage());
            return 1;
        }
    }

    private int export(Path folder) throws IOException, InterruptedException {
        return switch (Gateway.open(GatewayOptions.of(folder))) {
            case Opening.Ready(var gateway) -> {
                try (gateway) {
                    var ask = ask(gateway.config().billingZone());
                    write(out -> closed(gateway, ask, out));
                }
                yield 0;
            }
            case Opening.Refused(var _, var exitCode) when exitCode == IN_USE -> {
                var running = new RunningHome(folder);
                var ask = ask(running.billingZone());
                write(out -> running.get("export?" + ask.query(), out));
                yield 0;
            }
            case Opening.Refused(var message, var exitCode) -> {
                System.err.println(message);
                yield exitCode;
            }
        };
    }

    private ExportAsk ask(ZoneId zone) {
        var dimensions = by.stream().map(ExportCommand::dimension).toList();
        if (dimensions.size() > 2) {
            throw new ExportAsk.Wrong("--by takes one or two dimensions.");
        }
        var begin = ExportAsk.instant("--from", from, zone, Duration.ZERO);
        var end = ExportAsk.instant("--to", to, zone, Duration.ofDays(1));
        if (!begin.isBefore(end)) {
            throw new ExportAsk.Wrong("--to " + to + " is not after --from " + from + ": there is nothing between.");
        }
        var values = new HashMap<Dimension, Set<String>>();
        only.forEach((name, value) -> values.put(dimension(name), Set.of(value)));
        return new ExportAsk(begin, end, dimensions, values,
                word(SpendQuery.Step.class, "--step", step), word(Export.Format.class, "--format", format), zone);
    }

    private static Dimension dimension(String name) {
        return word(Dimension.class, "dimension", name);
    }

    private static <E extends Enum<E> & Word> E word(Class<E> type, String what, String text) {
        return Word.parse(type, text.strip()).orElseThrow(() -> new ExportAsk.Wrong(what + " cannot be \"" + text
                + "\"; it is one of " + Arrays.stream(type.getEnumConstants()).map(Word::word)
                        .collect(Collectors.joining(", "))));
    }

    private interface Writing {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    /// Into a file beside the wanted one first: a failed export leaves no half file behind.
    private void write(Writing writing) throws IOException, InterruptedException {
        if (file.equals("-")) {
            writing.to(System.out);
            System.out.flush();
            return;
        }
        Written.<Integer, InterruptedException>whole("The export", Path.of(file).toAbsolutePath(), to -> {
            var out = new BufferedOutputStream(to);
            writing.to(out);
            out.flush();
            return 0;
        });
    }

    private static void closed(Gateway gateway, ExportAsk ask, OutputStream out) throws IOException {
        try {
            if (ask.by().isEmpty()) {
                Export.entries(gateway.queries(), ask.filter(), ask.zone(), ask.format(), out);
            } else {
                Export.spend(gateway.queries(), ask.spend(), ask.zone(), ask.format(), out);
            }
        } catch (IllegalArgumentException wrong) {
            throw new ExportAsk.Wrong(String.valueOf(wrong.getMessage()));
        }
    }
}
