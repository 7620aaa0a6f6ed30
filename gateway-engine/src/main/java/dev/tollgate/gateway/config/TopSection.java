package dev.tollgate.gateway.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Reads the listener, the network, the zone and what else stands alone at the top of a file.
final class TopSection {

    private TopSection() {}

    static Listen listen(Fields top) {
        var at = top.get("listen");
        if (at.isEmpty()) {
            return Listen.DEFAULTS;
        }
        var fields = at.get().fields();
        var defaults = Listen.DEFAULTS;
        var listen = new Listen(fields.read("host", TopSection::hosts, defaults.hosts()),
                fields.read("port", v -> v.whole(0, 65_535), (long) defaults.port()).intValue(),
                fields.texts("allowed_hosts"),
                fields.get("allowed_origins").map(Value::texts).orElse(defaults.allowedOrigins()),
                fields.read("max_body", Value::bytes, defaults.maxBody()),
                fields.read("max_multipart", Value::bytes, defaults.maxMultipart()),
                fields.read("head_timeout", Value::duration, defaults.headTimeout()));
        fields.later("metrics", v -> v.oneOf("open"));
        fields.close();
        return listen;
    }

    private static Optional<List<String>> hosts(Value at) {
        return at.isText() ? at.text().map(List::of) : Optional.of(at.texts());
    }

    static ZoneId zone(Fields top, ZoneId machine) {
        return top.read("billing_zone", TopSection::zone, machine);
    }

    private static Optional<ZoneId> zone(Value at) {
        return at.text().flatMap(name -> {
            try {
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException e) {
                return at.wrong("is not a zone such as Europe/Berlin or UTC"
                        + Near.hint(name, ZoneId.getAvailableZoneIds()));
            }
        });
    }

    static Network network(Fields top) {
        var at = top.get("network");
        if (at.isEmpty()) {
            return Network.DEFAULTS;
        }
        var fields = at.get().fields();
        var network = new Network(fields.read("proxy", Value::text, Network.DEFAULTS.proxy()),
                fields.read("ca", Value::text));
        fields.close();
        return network;
    }

    static Retention retention(Fields top) {
        var at = top.get("retention");
        if (at.isEmpty()) {
            return Retention.DEFAULTS;
        }
        var fields = at.get().fields();
        var defaults = Retention.DEFAULTS;
        var retention = new Retention(duration(fields, "requests", defaults.requests()),
                duration(fields, "rollup_minute", defaults.rollupMinute()),
                duration(fields, "rollup_hour", defaults.rollupHour()));
        fields.close();
        return retention;
    }

    private static Duration duration(Fields fields, String name, Duration otherwise) {
        return fields.read(name, Value::duration, otherwise);
    }

    /// `off` is a text in YAML 1.2 and false elsewhere; both mean that no prompt is kept.
    static void capture(Fields top) {
        top.get("capture").filter(value -> !value.says("off") && !value.says("false")).ifPresent(value -> {
            if (value.isText() && value.oneOf("off", "errors", "all").isEmpty()) {
                return;
            }
            value.mistake("is not supported yet");
        });
    }
}
