package dev.tollgate.console;

import dev.tollgate.gateway.backup.Written;
import dev.tollgate.gateway.control.Sealing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tollgate config-export`: the configuration as YAML, secrets as references.
@Command(name = "config-export", mixinStandardHelpOptions = true, description = "Writes the configuration as YAML; secrets stand as references.")
final class ConfigExportCommand extends HomeCommand {
    @Option(names = "-o", required = true, paramLabel = "FILE", description = "Where to write; - is standard output.")
    String file = "";

    @Override
    int run(Path folder) throws IOException, InterruptedException {
        needLedger(folder);
        return either(folder, gateway -> write(Sealing.exported(gateway.config())),
                running -> write(running.json("GET", "config/yaml", "").path("yaml").asString("")));
    }

    private int write(String yaml) throws IOException {
        if (file.equals("-")) {
            System.out.print(yaml);
            System.out.flush();
            return 0;
        }
        var target = Path.of(file).toAbsolutePath();
        return Written.<Integer, IOException>whole("The export", target, out -> {
            out.write(yaml.getBytes(StandardCharsets.UTF_8));
            return 0;
        });
    }
}
