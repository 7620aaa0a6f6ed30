package dev.tollgate.console;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.Difference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `tollgate import`: shows what a file would change, asks, and takes it over as a version in the database.
@Command(name = "import", mixinStandardHelpOptions = true, description = "Takes a configuration file over into the home, after showing the difference.")
final class ImportCommand extends HomeCommand {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The YAML file.")
    String file = "";

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    int run(Path folder) throws IOException, InterruptedException {
        var text = text();
        final GatewayConfig config;
        switch (ConfigFile.parse(text, file, ZoneId.systemDefault())) {
            case ConfigFile.Parsed.Wrong(var problems) -> {
                return refused(problems);
            }
            case ConfigFile.Parsed.Good(var good, var _) -> config = good;
        }
        return either(folder, gateway -> into(gateway, config), running -> through(running, text));
    }

    private String text() {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new ExportAsk.Wrong(file + ": cannot be read: " + FileFault.of(unreadable).words());
        }
    }

    private int refused(List<Problem> problems) {
        problems.forEach(problem -> System.err.println(ConfigFile.render(problem, file)));
        System.err.println("Nothing was changed.");
        return Commands.BAD_CONFIG;
    }

    private int into(Gateway gateway, GatewayConfig config) throws IOException {
        var difference = gateway.history().to(config);
        if (!agreed(difference.words(), difference.around(2).stream().map(ImportCommand::line).toList())) {
            return FAILED;
        }
        return switch (gateway.versions().apply(author(), _ -> config)) {
            case Applied.InForce(var version) -> done(version);
            case Applied.Wrong(var problems) -> refused(problems);
            case Applied.ReadOnly(var other) -> throw new IOException("The configuration comes from " + other + ".");
        };
    }

    private int through(RunningHome running, String text) throws IOException, InterruptedException {
        var body = JsonMapper.shared().createObjectNode().put("yaml", text).put("author", author());
        var checked = running.json("POST", "config/check", body.toString());
        if (checked.path("read_only").isString()) {
            System.err.println("The running Tollgate takes its configuration from "
                    + checked.path("read_only").asString() + ", which alone changes it. Nothing was changed.");
            return Commands.BAD_CONFIG;
        }
        if (!agreed(texts(checked.path("changes")), texts(checked.path("difference")))) {
            return FAILED;
        }
        var taken = running.json("PUT", "config", body.toString(), "If-Match",
                "\"" + checked.path("version").asLong() + "\"");
        return done(taken.path("version").asLong());
    }

    private String author() {
        return "import of " + Optional.ofNullable(Path.of(file).getFileName()).map(Path::toString).orElse(file);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(each -> texts.add(each.asString("")));
        return texts;
    }

    private static String line(Difference.Line line) {
        return switch (line.kind()) {
            case SAME -> "  ";
            case ADDED -> "+ ";
            case REMOVED -> "- ";
        } + line.text();
    }

    private boolean agreed(List<String> words, List<String> lines) throws IOException {
        if (words.isEmpty()) {
            System.out.println("The file says what is in force already.");
            return true;
        }
        lines.forEach(System.out::println);
        System.out.println(words.size() + (words.size() == 1 ? " change:" : " changes:"));
        words.forEach(word -> System.out.println("  " + word));
        if (yes) {
            return true;
        }
        System.out.print("Take it over? [y/N] ");
        System.out.flush();
        var answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        boolean agreed = answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        if (!agreed) {
            System.out.println("Nothing was changed.");
        }
        return agreed;
    }

    private int done(long version) {
        System.out.println(file + " is in force as version " + version + ".");
        return 0;
    }
}
