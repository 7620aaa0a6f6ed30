package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what a provider is asked: the whole conversation each time, nothing is stored there. For one request.
final class PromptWriter {
    /// The least cap that OpenAI takes, in tokens.
    private static final long LEAST = 16;
    /// The longest user and cache key that OpenAI takes.
    private static final int LONGEST = 64;
    private static final int MOST_METADATA = 16;
    private static final Set<String> TIERS = Set.of("default", "flex", "priority", "scale");

    private final Prompt prompt;
    private final ProviderForm.Model model;
    private final List<String> dropped;
    private final ObjectNode body = Json.object();

    PromptWriter(Prompt prompt, ProviderForm.Model model, List<String> dropped) {
        this.prompt = prompt;
        this.model = model;
        this.dropped = dropped;
    }

    ObjectNode body() {
        body.put("model", prompt.model());
        new ItemWriter(dropped).write(prompt.turns(), body);
        if (prompt.stream()) {
            body.put("stream", true);
        }
        body.put("store", false);
        tools();
        format();
        effort();
        prompt.settings().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(setting -> set(setting.getKey(), setting.getValue()));
        return body;
    }

    private void tools() {
        if (prompt.tools().isEmpty()) {
            return;
        }
        var tools = body.putArray("tools");
        prompt.tools().forEach(tool -> tools.add(Words.tool(tool)));
        if (!(prompt.choice() instanceof Prompt.Choice.Auto)) {
            body.set("tool_choice", Words.choice(prompt.choice(), prompt.tools()));
        }
        if (prompt.tools().stream().anyMatch(tool -> tool.cache().isPresent())) {
            dropped.add("tools[].cache_control");
        }
    }

    private void format() {
        if (!(prompt.format() instanceof Prompt.Format.Free)) {
            body.putObject("text").set("format", Words.format(prompt.format()));
        }
    }

    /// Encrypted reasoning comes only where it is asked for, and models that do not reason refuse to be asked.
    private void effort() {
        var effort = prompt.effort();
        boolean thought = prompt.turns().stream().flatMap(turn -> turn.parts().stream()).anyMatch(Thoughts::own);
        if (effort.wanted() || effort.level().isPresent()) {
            var grade = effort.unwanted() ? "none" : effort.grade();
            var reasoning = body.putObject("reasoning").put("effort", grade.equals("max") ? "high" : grade);
            if (effort.wanted() && shown(effort)) {
                reasoning.put("summary", "auto");
            }
        } else if (effort.unwanted()) {
            dropped.add("thinking"); // most models refuse `none`
        }
        if (effort.wanted() || thought) {
            body.putArray("include").add("reasoning.encrypted_content");
        }
    }

    /// Who turns thinking on expects to see it; who says only how much does not.
    private static boolean shown(Prompt.Effort effort) {
        return effort.shown().orElse(effort.on().orElse(false) || effort.tokens().isPresent());
    }

    private void set(Setting setting, JsonNode value) {
        switch (setting) {
            case MAX_OUTPUT -> cap(value.asLong());
            case TEMPERATURE -> body.set("temperature", value);
            case TOP_P -> body.set("top_p", value);
            case TOP_K -> dropped.add("top_k");
            case STOP -> dropped.add("stop");
            case SEED -> dropped.add("seed");
            case PRESENCE_PENALTY -> dropped.add("presence_penalty");
            case FREQUENCY_PENALTY -> dropped.add("frequency_penalty");
            case USER -> text("safety_identifier", value, "user");
            case METADATA -> metadata(value);
            case SERVICE_TIER -> tier(value.asString(""));
            case CACHE_KEY -> text("prompt_cache_key", value, "prompt_cache_key");
            case PARALLEL_CALLS -> {
                if (!prompt.tools().isEmpty()) {
                    body.set("parallel_tool_calls", value);
                }
            }
            case VERBOSITY -> body.withObjectProperty("text").set("verbosity", value);
        }
    }

    private void cap(long tokens) {
        long most = model.maxOutput() > 0 ? Math.min(model.maxOutput(), tokens) : tokens;
        if (most < LEAST) {
            dropped.add("max_tokens: raised to " + LEAST + ", the least that is taken");
        }
        body.put("max_output_tokens", Math.max(LEAST, most));
    }

    private void text(String field, JsonNode value, String said) {
        if (value.asString("").length() <= LONGEST) {
            body.set(field, value);
        } else {
            dropped.add(said + ": longer than " + LONGEST + " characters");
        }
    }

    private void metadata(JsonNode value) {
        if (value.size() <= MOST_METADATA && value.values().stream().allMatch(JsonNode::isString)) {
            body.set("metadata", value);
        } else {
            dropped.add("metadata");
        }
    }

    private void tier(String tier) {
        if (TIERS.contains(tier)) {
            body.put("service_tier", tier);
        } else if (!tier.equals("auto")) {
            dropped.add("service_tier");
        }
    }
}
