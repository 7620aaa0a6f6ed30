package dev.tollgate.console;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.config.SystemKeychain;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A command on a home: on the files where nobody has it, else through the process that does. Ends with 0, or says why
/// not and ends with 2 for what was asked wrongly, 3 for a home in use, 1 for the rest.
abstract class HomeCommand implements Callable<Integer> {
    static final int FAILED = 1;
    static final int IN_USE = 3;

    @Option(names = "--home", paramLabel = "DIR", description = "The home; without it the usual one.")
    @Nullable
    Path home;

    Path folder() {
        return new Launch(Optional.ofNullable(home), Optional.empty(), OptionalInt.empty(), true, false).homeFolder();
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return run(folder());
        } catch (ExportAsk.Wrong wrong) {
            System.err.println(wrong.getMessage());
            return Commands.BAD_CONFIG;
        } catch (IOException fault) {
            System.err.println(words(fault));
            return FAILED;
        }
    }

    /// The bare message of a file system's fault is only the file's name.
    private static String words(IOException fault) {
        return fault instanceof FileSystemException file
                ? file.getFile() + " cannot be used: " + FileFault.of(file).words() + "."
                : String.valueOf(fault.getMessage());
    }

    abstract int run(Path folder) throws IOException, InterruptedException;

    /// @throws ExportAsk.Wrong where nothing was ever kept there
    static void needLedger(Path folder) {
        if (Files.notExists(folder.resolve("ledger.mv.db"))) {
            throw new ExportAsk.Wrong("There is no ledger in " + folder + ". Name its home with --home.");
        }
    }

    /// Does the one or the other.
    static int either(Path folder, Closed closed, Running running) throws IOException, InterruptedException {
        return switch (Gateway.open(GatewayOptions.of(folder).withKeychain(new SystemKeychain()))) {
            case Opening.Ready(var gateway) -> {
                try (gateway) {
                    yield closed.on(gateway);
                }
            }
            case Opening.Refused(var _, var exitCode) when exitCode == IN_USE -> running.through(new RunningHome(
                    folder));
            case Opening.Refused(var message, var exitCode) -> {
                System.err.println(message);
                yield exitCode;
            }
        };
    }

    /// On a home that nobody else has.
    interface Closed {
        int on(Gateway gateway) throws IOException, InterruptedException;
    }

    /// On one that a running process has.
    interface Running {
        int through(RunningHome home) throws IOException, InterruptedException;
    }
}
