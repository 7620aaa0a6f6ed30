package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.wire.neutral.At;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/// Reads what a client says about its question, the messages apart. For one request.
final class OptionsReader {
    private static final Set<String> OF_TOOLS =
            Set.of("type", "name", "description", "input_schema", "strict", "cache_control");
    private static final Set<String> OF_OUTPUT = Set.of("effort", "format");

    private final At body;
    private final List<String> dropped;

    OptionsReader(At body, List<String> dropped) {
        this.body = body;
        this.dropped = dropped;
    }

    List<Prompt.Tool> tools() {
        return body.get("tools").items().stream().map(this::tool).toList();
    }

    /// Tools with a type are known to Anthropic's models by their training, or run by Anthropic: neither can be said to
    /// another.
    private Prompt.Tool tool(At at) {
        at.maybe("type").filter(type -> !type.text().equals("custom")).ifPresent(type -> {
            throw type.cannot("is a tool of Anthropic's own, which other models do not have: describe it as a tool with"
                    + " `name` and `input_schema`, or use a model behind a provider that speaks Messages");
        });
        others(at, OF_TOOLS);
        var name = at.get("name");
        name.expect(!name.text().isEmpty(), "must not be empty");
        return new Prompt.Tool(name.text(), at.maybe("description").map(At::text),
                at.maybe("input_schema").map(schema -> schema.object().node()).orElseGet(Json::object),
                at.maybe("strict").map(At::truth),
                false, at.maybe("cache_control").map(At::node));
    }

    private void others(At at, Set<String> known) {
        at.object().node().properties().stream().filter(field -> !known.contains(field.getKey()))
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> dropped.add(at.get(field.getKey()).path()));
    }

    Prompt.Choice choice(List<Prompt.Tool> tools) {
        var choice = body.get("tool_choice");
        return choice.absent() ? new Prompt.Choice.Auto() : choice(choice.get("type"), choice.get("name"), tools);
    }

    private static Prompt.Choice choice(At type, At name, List<Prompt.Tool> tools) {
        return switch (type.text()) {
            case "auto" -> new Prompt.Choice.Auto();
            case "any" -> new Prompt.Choice.Any();
            case "none" -> new Prompt.Choice.None();
            case "tool" -> {
                name.expect(tools.stream().anyMatch(tool -> tool.name().equals(name.text())), "names none of `tools`");
                yield new Prompt.Choice.Named(name.text());
            }
            default -> throw type.wrong("must be `auto`, `any`, `tool` or `none`");
        };
    }

    Prompt.Format format() {
        var output = body.get("output_config");
        var format = output.maybe("format").or(() -> body.maybe("output_format"));
        return format.map(OptionsReader::format).orElseGet(Prompt.Format.Free::new);
    }

    /// Not strict: OpenAI's strict schemas forbid optional fields, Anthropic's do not.
    private static Prompt.Format format(At at) {
        at.get("type").expect(at.get("type").text().equals("json_schema"), "must be `json_schema`");
        return new Prompt.Format.Schema("answer", at.get("schema").object().node(), Optional.empty());
    }

    Prompt.Effort effort() {
        var output = body.maybe("output_config");
        output.ifPresent(at -> others(at, OF_OUTPUT));
        var level = output.flatMap(at -> at.maybe("effort")).map(At::text);
        var thinking = body.maybe("thinking");
        var on = thinking.map(at -> on(at.get("type")));
        var budget = thinking.filter(_ -> on.orElse(false)).flatMap(at -> at.maybe("budget_tokens"));
        return new Prompt.Effort(on, level,
                budget.map(at -> OptionalLong.of(at.count().asLong())).orElseGet(OptionalLong::empty),
                thinking.filter(_ -> on.orElse(false))
                        .map(at -> !at.node().path("display").asString("").equals("omitted")));
    }

    private static boolean on(At type) {
        return switch (type.text()) {
            case "enabled", "adaptive" -> true;
            case "disabled" -> false;
            default -> throw type.wrong("must be `enabled`, `adaptive` or `disabled`");
        };
    }

    Map<Setting, JsonNode> settings() {
        var settings = new EnumMap<Setting, JsonNode>(Setting.class);
        settings.put(Setting.MAX_OUTPUT, cap(body.get("max_tokens")));
        body.maybe("temperature").ifPresent(at -> settings.put(Setting.TEMPERATURE, at.number()));
        body.maybe("top_p").ifPresent(at -> settings.put(Setting.TOP_P, at.number()));
        body.maybe("top_k").ifPresent(at -> settings.put(Setting.TOP_K, at.number()));
        var stop = body.get("stop_sequences").items();
        stop.forEach(At::text);
        if (!stop.isEmpty()) {
            settings.put(Setting.STOP, body.get("stop_sequences").node());
        }
        body.maybe("metadata").ifPresent(at -> user(at, settings));
        body.maybe("service_tier").ifPresent(at -> settings.put(Setting.SERVICE_TIER, tier(at)));
        body.maybe("tool_choice").flatMap(at -> at.maybe("disable_parallel_tool_use")).ifPresent(at -> settings
                .put(Setting.PARALLEL_CALLS, BooleanNode.valueOf(!at.truth())));
        return settings;
    }

    /// A cap of 0 asks Anthropic to fill its cache and answer nothing.
    private static JsonNode cap(At at) {
        at.expect(!at.absent(), "is missing: say how many tokens the answer may have");
        return at.count();
    }

    private void user(At metadata, Map<Setting, JsonNode> settings) {
        others(metadata, Set.of("user_id"));
        metadata.maybe("user_id").ifPresent(at -> settings.put(Setting.USER, StringNode.valueOf(at.text())));
    }

    /// In chat's words.
    private static JsonNode tier(At at) {
        return at.text().equals("standard_only") ? StringNode.valueOf("default") : at.node();
    }
}
