package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Effort;
import dev.tollgate.gateway.wire.neutral.Prompt.Format;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads what a client asks, field by field. Used once.
final class PromptReader {
    /// Read below, or said by what is read; everything else is dropped and named.
    private static final Set<String> KNOWN = Set.of("model", "messages", "stream", "stream_options", "tools",
            "functions", "tool_choice", "function_call", "parallel_tool_calls", "response_format", "max_tokens",
            "max_completion_tokens", "temperature", "top_p", "top_k", "stop", "seed", "presence_penalty",
            "frequency_penalty", "user", "metadata", "service_tier", "prompt_cache_key", "verbosity",
            "reasoning_effort", "reasoning", "thinking", "enable_thinking", "thinking_budget", "n", "logprobs",
            "modalities", "audio", "web_search_options", "usage");
    private final Fields body;
    private final Set<String> dropped = new LinkedHashSet<>();
    private final Map<Setting, JsonNode> settings = new EnumMap<>(Setting.class);

    PromptReader(JsonNode body) {
        this.body = Fields.of(body);
    }

    Prompt prompt() {
        refuse();
        unknown();
        settings();
        var tools = new ToolReader(body, dropped);
        var turns = new MessageReader(body.at("messages"), dropped).turns();
        return new Prompt(body.at("model").needText(), body.at("stream").flag().orElse(false), usageAsked(), turns,
                tools.tools(), tools.choice(), format(), effort(), settings, List.copyOf(dropped));
    }

    private boolean usageAsked() {
        return body.at("stream_options").at("include_usage").flag().orElse(false)
                || body.at("usage").at("include").node().asBoolean(false);
    }

    /// What other protocols have no words for and what would change the answer if it were left out.
    private void refuse() {
        var n = body.at("n");
        if (n.integer().filter(number -> number.asLong() != 1).isPresent()) {
            throw n.cannot("must be 1 here: the model that answers gives one choice at a time; ask several times");
        }
        if (body.at("logprobs").flag().orElse(false)) {
            throw body.at("logprobs").cannot("must be false here: the model that answers gives no log probabilities");
        }
        for (var kind : body.at("modalities").list().node().values()) {
            if (!"text".equals(kind.asString(""))) {
                throw body.at("modalities").cannot("may name text only: the model that answers writes nothing else");
            }
        }
        for (var name : List.of("audio", "web_search_options")) {
            if (body.at(name).present()) {
                throw body.at(name).cannot("cannot be carried over to the model that answers; leave it out");
            }
        }
    }

    private void unknown() {
        for (var field : body.node().properties()) {
            if (!KNOWN.contains(field.getKey()) && !field.getValue().isNull()) {
                dropped.add(field.getKey());
            }
        }
        if (body.at("functions").present()) {
            dropped.add("functions (calls come as tool_calls)");
        }
        if (body.at("stream_options").at("include_obfuscation").present()) {
            dropped.add("stream_options.include_obfuscation");
        }
    }

    private void settings() {
        keep(Setting.MAX_OUTPUT, cap());
        keep(Setting.TEMPERATURE, body.at("temperature").number());
        keep(Setting.TOP_P, body.at("top_p").number());
        keep(Setting.TOP_K, body.at("top_k").integer());
        keep(Setting.STOP, stop());
        keep(Setting.SEED, body.at("seed").integer());
        keep(Setting.PRESENCE_PENALTY, body.at("presence_penalty").number());
        keep(Setting.FREQUENCY_PENALTY, body.at("frequency_penalty").number());
        keep(Setting.USER, string("user"));
        keep(Setting.METADATA, body.at("metadata").object());
        keep(Setting.SERVICE_TIER, string("service_tier"));
        keep(Setting.CACHE_KEY, string("prompt_cache_key"));
        keep(Setting.PARALLEL_CALLS,
                body.at("parallel_tool_calls").flag().flatMap(_ -> body.at("parallel_tool_calls").some()));
        keep(Setting.VERBOSITY, string("verbosity"));
    }

    private void keep(Setting setting, Optional<JsonNode> value) {
        value.ifPresent(said -> settings.put(setting, said));
    }

    private Optional<JsonNode> string(String name) {
        return body.at(name).text().flatMap(_ -> body.at(name).some());
    }

    /// The old name and the new one; of both the smaller holds.
    private Optional<JsonNode> cap() {
        var caps = List.of(body.at("max_completion_tokens"), body.at("max_tokens"));
        for (var cap : caps) {
            if (cap.integer().filter(number -> number.asLong() < 1).isPresent()) {
                throw cap.wrong("must be at least 1");
            }
        }
        return caps.stream().flatMap(cap -> cap.some().stream())
                .min((one, other) -> Long.compare(one.asLong(), other.asLong()));
    }

    private Optional<JsonNode> stop() {
        var stop = body.at("stop");
        if (stop.node().isString()) {
            return Optional.of(Json.array().add(stop.node().asString()));
        }
        for (int i = 0; i < stop.list().node().size(); i++) {
            stop.at(i).needText();
        }
        return stop.some().filter(list -> !list.isEmpty());
    }

    private Format format() {
        var format = body.at("response_format");
        if (format.absent()) {
            return new Format.Free();
        }
        return switch (format.needObject().at("type").needText()) {
            case "text" -> new Format.Free();
            // Together and others put a schema here
            case "json_object" -> format.at("schema").object()
                    .<Format>map(schema -> new Format.Schema("response", schema, Optional.empty()))
                    .orElseGet(Format.Json::new);
            case "json_schema" -> schema(format.at("json_schema").needObject());
            default -> throw format.at("type").wrong("must be text, json_object or json_schema");
        };
    }

    private Format schema(Fields said) {
        if (said.at("description").present()) {
            dropped.add(said.at("description").path());
        }
        return new Format.Schema(said.at("name").text().orElse("response"), said.at("schema").needObject().node(),
                said.at("strict").flag());
    }

    /// `reasoning_effort` is OpenAI's, `reasoning` OpenRouter's, `thinking` DeepSeek's and GLM's, the rest Qwen's.
    private Effort effort() {
        var reasoning = body.at("reasoning");
        var thinking = body.at("thinking");
        reasoning.object();
        var level = body.at("reasoning_effort").text().or(() -> reasoning.at("effort").text());
        var on = reasoning.at("enabled").flag().or(this::thinking).or(() -> body.at("enable_thinking").flag());
        var tokens = List.of(reasoning.at("max_tokens"), thinking.at("budget_tokens"), body.at("thinking_budget"))
                .stream().flatMap(field -> field.integer().stream()).mapToLong(JsonNode::asLong).findFirst();
        return new Effort(on, level, tokens.isPresent() ? tokens : OptionalLong.empty(),
                reasoning.at("exclude").flag().map(hidden -> !hidden));
    }

    private Optional<Boolean> thinking() {
        var thinking = body.at("thinking");
        thinking.object();
        return thinking.at("type").text().map(type -> switch (type) {
            case "enabled", "adaptive", "auto" -> true;
            case "disabled" -> false;
            default -> throw thinking.at("type").wrong("must be enabled or disabled");
        });
    }
}
