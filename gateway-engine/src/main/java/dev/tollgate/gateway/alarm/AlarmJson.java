package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule.Measure;
import dev.tollgate.gateway.term.Picos;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An alarm as endpoints and webhooks show it.
public final class AlarmJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AlarmJson() {}

    public static ObjectNode of(AlarmView alarm) {
        var node = NODES.objectNode();
        var measure = alarm.measure();
        node.put("id", alarm.id()).put("name", alarm.name()).put("kind", alarm.kind().word())
                .put("severity", alarm.severity().word()).put("state", alarm.state().word())
                .put("started", alarm.started().toString());
        node.set("ended", alarm.ended().<JsonNode>map(at -> NODES.stringNode(at.toString())).orElse(NODES.nullNode()));
        node.set("snoozed_until",
                alarm.snoozedUntil().<JsonNode>map(at -> NODES.stringNode(at.toString())).orElse(NODES.nullNode()));
        node.put("subject", alarm.subject().name());
        var scope = node.putObject("scope");
        alarm.subject().values().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(each -> scope.put(each.getKey().word(), each.getValue()));
        node.set("value", amount(measure, OptionalLong.of(alarm.value())));
        node.set("worst", amount(measure, OptionalLong.of(alarm.worst())));
        node.set("usual", amount(measure, alarm.usual()));
        node.set("limit", amount(measure, OptionalLong.of(alarm.limit())));
        node.put("unit", unit(measure));
        node.set("window_seconds", alarm.window().<JsonNode>map(window -> NODES.numberNode(window.toSeconds()))
                .orElse(NODES.nullNode()));
        var acts = node.putArray("actions");
        alarm.acts().forEach(acts::add);
        return node.put("text", alarm.text());
    }

    /// What a channel is tried with: no alarm, and it says so wherever a receiver looks.
    static ObjectNode test(String channel, Instant at) {
        return NODES.objectNode().put("id", "test").put("name", "test").put("kind", "test").put("severity", "info")
                .put("state", "test").put("started", at.toString()).put("channel", channel)
                .put("text", "A test of Tollgate's channel " + channel + ": alarms come like this. Nothing is wrong.");
    }

    private static String unit(Measure measure) {
        return switch (measure) {
            case TOKENS -> "tokens";
            case PICOS -> "usd";
            case MILLIONTHS -> "share";
            case REPEATS -> "repeats";
            case REQUESTS -> "requests";
        };
    }

    /// Money as an exact decimal text, shares between 0 and 1.
    private static JsonNode amount(Measure measure, OptionalLong amount) {
        if (amount.isEmpty()) {
            return NODES.nullNode();
        }
        return switch (measure) {
            case TOKENS, REPEATS, REQUESTS -> NODES.numberNode(amount.getAsLong());
            case PICOS -> NODES.stringNode(Picos.usd(amount.getAsLong()));
            case MILLIONTHS -> NODES.numberNode(BigDecimal.valueOf(amount.getAsLong(), 6));
        };
    }
}
