package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.At;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads how the answer is to be made. For one request.
final class OptionsReader {
    private static final Set<String> OF_TEXT = Set.of("format", "verbosity");
    private static final Set<String> OF_FORMAT = Set.of("type", "name", "schema", "strict");
    private static final Set<String> OF_REASONING = Set.of("effort", "summary", "generate_summary");

    private final At body;
    private final List<String> dropped;

    OptionsReader(At body, List<String> dropped) {
        this.body = body;
        this.dropped = dropped;
    }

    Prompt.Format format() {
        body.maybe("text").ifPresent(at -> others(at.object(), OF_TEXT));
        return body.get("text").maybe("format").map(this::format).orElseGet(Prompt.Format.Free::new);
    }

    private Prompt.Format format(At at) {
        others(at.object(), OF_FORMAT);
        return switch (at.get("type").text()) {
            case "text" -> new Prompt.Format.Free();
            case "json_object" -> new Prompt.Format.Json();
            case "json_schema" -> new Prompt.Format.Schema(at.maybe("name").map(At::text).orElse("response"),
                    at.get("schema").object().node(), at.maybe("strict").map(At::truth));
            default -> throw at.get("type").wrong("must be `text`, `json_object` or `json_schema`");
        };
    }

    private void others(At at, Set<String> known) {
        for (var field : at.node().properties()) {
            if (!known.contains(field.getKey()) && !field.getValue().isNull()) {
                dropped.add(at.path() + "." + field.getKey());
            }
        }
    }

    Prompt.Effort effort() {
        var reasoning = body.maybe("reasoning").map(At::object);
        reasoning.ifPresent(at -> others(at, OF_REASONING));
        var summary = reasoning.flatMap(at -> at.maybe("summary").or(() -> at.maybe("generate_summary")));
        return new Prompt.Effort(Optional.empty(), reasoning.flatMap(at -> at.maybe("effort")).map(At::text),
                OptionalLong.empty(), summary.map(at -> !at.text().equals("none")));
    }

    Map<Setting, JsonNode> settings() {
        var settings = new EnumMap<Setting, JsonNode>(Setting.class);
        body.maybe("max_output_tokens").ifPresent(at -> settings.put(Setting.MAX_OUTPUT, at.count()));
        body.maybe("temperature").ifPresent(at -> settings.put(Setting.TEMPERATURE, at.number()));
        body.maybe("top_p").ifPresent(at -> settings.put(Setting.TOP_P, at.number()));
        body.maybe("metadata").ifPresent(at -> settings.put(Setting.METADATA, at.object().node()));
        body.maybe("parallel_tool_calls").ifPresent(at -> {
            at.truth();
            settings.put(Setting.PARALLEL_CALLS, at.node());
        });
        if (body.maybe("user").isPresent() && body.maybe("safety_identifier").isPresent()) {
            dropped.add("safety_identifier");
        }
        text(Setting.USER, body.maybe("user").or(() -> body.maybe("safety_identifier")), settings);
        text(Setting.SERVICE_TIER, body.maybe("service_tier"), settings);
        text(Setting.CACHE_KEY, body.maybe("prompt_cache_key"), settings);
        text(Setting.VERBOSITY, body.get("text").maybe("verbosity"), settings);
        return settings;
    }

    private static void text(Setting setting, Optional<At> said, Map<Setting, JsonNode> settings) {
        said.ifPresent(at -> {
            at.text();
            settings.put(setting, at.node());
        });
    }
}
