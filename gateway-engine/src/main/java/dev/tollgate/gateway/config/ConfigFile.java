package dev.tollgate.gateway.config;

import java.time.ZoneId;
import java.util.List;

/// Reads a configuration file; says every mistake at once, each with its line and path.
public final class ConfigFile {
    private ConfigFile() {}

    /// What came of reading a file.
    public sealed interface Parsed {
        /// A configuration that may be used.
        record Good(GatewayConfig config, List<Problem> warnings) implements Parsed {}

        /// Every mistake, in the order of the file.
        record Wrong(List<Problem> problems) implements Parsed {}
    }

    /// Reads YAML (JSON is YAML too). An empty text is the empty configuration.
    ///
    /// @param fileName for the message about a file that is no mapping
    /// @param machineZone where days begin when the file does not say
    public static Parsed parse(String text, String fileName, ZoneId machineZone) {
        var report = new Report();
        var root = Yaml.read(text, report).map(node -> Value.root(node, report)).filter(value -> !value.isNull());
        var config = root.map(value -> read(value, fileName, machineZone))
                .orElseGet(() -> GatewayConfig.empty(machineZone));
        report.merge(ConfigCheck.of(config));
        var mistakes = report.mistakes();
        return mistakes.isEmpty() ? new Parsed.Good(config, report.warnings()) : new Parsed.Wrong(mistakes);
    }

    private static GatewayConfig read(Value root, String fileName, ZoneId machineZone) {
        if (root.raw().isPresent()) {
            root.mistake(fileName + " holds no fields, only a piece of text");
            return GatewayConfig.empty(machineZone);
        }
        var top = root.fields();
        var config = new GatewayConfig(TopSection.listen(top), TopSection.zone(top, machineZone),
                TopSection.network(top), top.read("admin_key", SecretText::whole),
                top.read("strict_models", Value::flag, false), ProviderSection.read(top), RouteSection.read(top),
                KeySection.read(top), BudgetSection.read(top), PriceSection.read(top), TopSection.retention(top),
                AlarmSection.read(top), PolicySection.customers(top));
        TopSection.capture(top);
        LaterSections.read(top);
        top.close();
        return config;
    }

    /// One line for people and for editors that jump to `FILE:LINE`.
    public static String render(Problem problem, String file) {
        var line = problem.line() > 0 ? ":" + problem.line() : "";
        var path = problem.path().isEmpty() ? "" : problem.path() + ": ";
        return file + line + ": " + (problem.warning() ? "warning: " : "") + path + problem.message();
    }
}
