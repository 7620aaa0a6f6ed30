package dev.tollgate.console;

import dev.tollgate.gateway.backup.Restore;
import dev.tollgate.gateway.backup.Restored;
import dev.tollgate.gateway.config.SystemKeychain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tollgate restore`: a backup into this or another home, which nobody may have open meanwhile.
@Command(name = "restore", mixinStandardHelpOptions = true, description = "Puts a backup into the home; what was there stays aside.")
final class RestoreCommand extends HomeCommand {
    @Parameters(paramLabel = "FILE", description = "What tollgate backup wrote.")
    String file = "";

    @Option(names = "--without-secrets", description = "Leave the provider keys in it alone; no passphrase is asked.")
    boolean withoutSecrets;

    @Override
    int run(Path folder) throws IOException {
        var from = Path.of(file).toAbsolutePath();
        return switch (Restore.into(folder, from, phrase(from), Optional.of(new SystemKeychain()))) {
            case Restored.Refused(var message, var exitCode) -> {
                System.err.println(message);
                yield exitCode;
            }
            case Restored.Done done -> said(folder, done);
        };
    }

    private Optional<char[]> phrase(Path from) {
        try {
            return !withoutSecrets && Files.isRegularFile(from) && Restore.contents(from).withSecrets()
                    ? Optional.of(Passphrases.ask())
                    : Optional.empty();
        } catch (IOException damaged) {
            throw new ExportAsk.Wrong(String.valueOf(damaged.getMessage()));
        }
    }

    private static int said(Path folder, Restored.Done done) {
        System.out.println("The home " + folder + " is as it was on "
                + done.made().truncatedTo(ChronoUnit.SECONDS) + ", with " + done.entries()
                + (done.entries() == 1 ? " request." : " requests."));
        done.aside().ifPresent(aside -> System.out.println("What was there before is in " + aside
                + "; remove it when all is well."));
        done.configFile()
                .ifPresent(config -> System.out.println("Its configuration came from a file and is in " + config
                        + ": start with --config, or take it over with tollgate import."));
        done.keys().forEach(back -> System.out.println("Its provider keys: " + back + "."));
        done.missing().forEach(missing -> System.out.println("Missing here: " + missing));
        return 0;
    }
}
