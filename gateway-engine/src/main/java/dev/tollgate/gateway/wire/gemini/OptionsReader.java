package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// Reads `generationConfig`. For one request.
final class OptionsReader {
    private static final Map<String, Setting> PLAIN = Map.of("maxOutputTokens", Setting.MAX_OUTPUT, "temperature",
            Setting.TEMPERATURE, "topP", Setting.TOP_P, "topK", Setting.TOP_K, "seed", Setting.SEED, "stopSequences",
            Setting.STOP, "presencePenalty", Setting.PRESENCE_PENALTY, "frequencyPenalty", Setting.FREQUENCY_PENALTY);
    private static final List<String> READ = List.of("responseMimeType", "responseSchema", "responseJsonSchema",
            "thinkingConfig", "candidateCount", "responseLogprobs", "responseModalities");

    private final At config;
    private final Map<Setting, JsonNode> settings = new EnumMap<>(Setting.class);

    OptionsReader(At body, List<String> dropped) {
        config = body.maybe("generationConfig").map(At::object).orElseGet(() -> body.get("generationConfig"));
        refuse();
        PLAIN.forEach(
                (name, setting) -> config.maybe(name).ifPresent(at -> settings.put(setting, checked(setting, at))));
        body.maybe("labels").ifPresent(at -> settings.put(Setting.METADATA, at.object().node()));
        for (var name : config.node().propertyNames()) {
            if (!isRead(name)) {
                dropped.add(config.path() + "." + name);
            }
        }
    }

    private static JsonNode checked(Setting setting, At at) {
        if (setting == Setting.STOP) {
            at.items().forEach(At::text);
            return at.node();
        }
        return setting == Setting.MAX_OUTPUT ? at.count() : at.number();
    }

    private void refuse() {
        if (config.maybe("candidateCount").map(At::count).filter(count -> count.asLong() > 1).isPresent()) {
            throw config.get("candidateCount").cannot("asks for several answers, and the model that answers gives one");
        }
        if (config.get("responseLogprobs").node().asBoolean(false)) {
            throw config.get("responseLogprobs").cannot("asks for what the model that answers does not tell");
        }
        for (var modality : config.get("responseModalities").items()) {
            if (!modality.upper().equals("TEXT")) {
                throw modality.cannot("asks for more than text, which cannot be carried over");
            }
        }
    }

    private static boolean isRead(String name) {
        var plain = name.replace("_", "").toLowerCase(Locale.ROOT);
        return PLAIN.keySet().stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(plain))
                || READ.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(plain));
    }

    Map<Setting, JsonNode> settings() {
        return settings;
    }

    Prompt.Format format() {
        var schema = config.maybe("responseJsonSchema").map(At::node)
                .or(() -> config.maybe("responseSchema").map(at -> Schemas.jsonSchema(at.node())));
        if (schema.isPresent()) {
            return new Prompt.Format.Schema("answer", schema.get(), Optional.empty());
        }
        return config.maybe("responseMimeType").map(OptionsReader::format).orElseGet(Prompt.Format.Free::new);
    }

    private static Prompt.Format format(At at) {
        return switch (at.text()) {
            case "application/json" -> new Prompt.Format.Json();
            case "text/plain", "" -> new Prompt.Format.Free();
            case "text/x.enum" -> throw at.wrong("needs a schema that names the values");
            default -> throw at.wrong("must be text/plain or application/json");
        };
    }

    Prompt.Effort effort() {
        return config.maybe("thinkingConfig").map(OptionsReader::effort).orElse(Prompt.Effort.UNSAID);
    }

    private static Prompt.Effort effort(At at) {
        var level = at.object().maybe("thinkingLevel").map(l -> l.text().toLowerCase(Locale.ROOT));
        // -1 leaves the amount to the model
        var tokens = at.maybe("thinkingBudget").map(b -> b.number().asLong(-1)).filter(b -> b >= 0)
                .map(OptionalLong::of).orElseGet(OptionalLong::empty);
        boolean free = at.get("thinkingBudget").node().asLong(0) < 0;
        return new Prompt.Effort(free ? Optional.of(true) : Optional.empty(), level, tokens,
                at.maybe("includeThoughts").map(s -> s.node().asBoolean(false)));
    }
}
