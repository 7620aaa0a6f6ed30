package dev.tollgate.console;

import dev.tollgate.gateway.backup.Backups;
import dev.tollgate.gateway.backup.Restore;
import dev.tollgate.gateway.backup.Written;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.control.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `tollgate backup`: the home in one file, also while a process serves calls from it.
@Command(name = "backup", mixinStandardHelpOptions = true, description = "Copies the home into one file, also while Tollgate runs.")
final class BackupCommand extends HomeCommand {
    @Option(names = "-o", required = true, paramLabel = "FILE", description = "Where to write.")
    String file = "";

    @Option(names = "--with-secrets", description = "With the provider keys, under a passphrase (typed, or in "
            + Passphrases.VARIABLE + "); ends with 1 where the keychain does not tell one of them.")
    boolean withSecrets;

    @Override
    int run(Path folder) throws IOException, InterruptedException {
        needLedger(folder);
        var phrase = withSecrets ? Optional.of(Passphrases.make()) : Optional.<char[]>empty();
        phrase.flatMap(Backups::wrong).ifPresent(why -> {
            throw new ExportAsk.Wrong("The backup was not made: " + why + ".");
        });
        var target = Path.of(file).toAbsolutePath();
        return either(folder, gateway -> {
            gateway.backups().write(target, phrase);
            return said(folder, target, Sealing.references(gateway.config()));
        }, running -> {
            through(running, target, phrase);
            return said(folder, target, references(running));
        });
    }

    private static void through(RunningHome running, Path target, Optional<char[]> phrase)
            throws IOException, InterruptedException {
        var body = JsonMapper.shared().createObjectNode();
        phrase.ifPresent(typed -> body.put("passphrase", new String(typed)));
        Written.<Integer, InterruptedException>whole(target, out -> {
            running.ask("POST", "backup", body.toString(), out);
            return 0;
        });
    }

    private static Map<String, String> references(RunningHome running) throws IOException, InterruptedException {
        var text = running.json("GET", "config/yaml", "").path("yaml").asString("");
        return ConfigFile.parse(text, "configuration", ZoneId.systemDefault()) instanceof ConfigFile.Parsed.Good good
                ? Sealing.references(good.config())
                : Map.of();
    }

    private int said(Path folder, Path target, Map<String, String> references) throws IOException {
        System.out.println("The home " + folder + " is in " + target + " (" + Math.ceilDiv(Files.size(target), 1_000)
                + " kB).");
        if (!withSecrets) {
            references.entrySet().stream().filter(each -> each.getValue().matches("(stored|keychain):.*"))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(each -> System.out.println("Not in it, to be pasted again on another machine: "
                            + each.getKey()));
            return 0;
        }
        var leftOut = Restore.contents(target).leftOut();
        leftOut.forEach(each -> System.err.println("Not in it, although asked for: " + each));
        return leftOut.isEmpty() ? 0 : FAILED;
    }
}
