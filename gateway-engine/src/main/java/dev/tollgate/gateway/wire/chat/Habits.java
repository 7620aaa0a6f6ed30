package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.term.Quirk;
import dev.tollgate.gateway.wire.neutral.Prompt.Effort;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Brings a written request into the ways of a provider that refuses or renames what most take. Used once.
final class Habits {
    private static final List<String> SAMPLING =
            List.of("temperature", "top_p", "presence_penalty", "frequency_penalty");
    private static final String STREAM_OPTIONS = "stream_options";
    private static final String EFFORT = "reasoning_effort";
    private final ObjectNode body;
    private final Effort effort;
    private final ProviderForm.Model model;
    private final List<String> dropped;

    /// @param dropped takes what was left out, by name
    Habits(ObjectNode body, Effort effort, ProviderForm.Model model, List<String> dropped) {
        this.body = body;
        this.effort = effort;
        this.model = model;
        this.dropped = dropped;
    }

    void keep() {
        if (model.quirks().isEmpty()) {
            return;
        }
        if (model.has(Quirk.THINKING_TYPE)) {
            thinkingType();
        }
        if (model.has(Quirk.ENABLE_THINKING)) {
            enableThinking();
        }
        model.quirks().stream().sorted().flatMap(quirk -> quirk.refused().stream()).forEach(this::refused);
        if (model.has(Quirk.FIXED_SAMPLING) && !effort.unwanted()) {
            SAMPLING.forEach(this::sampled);
        }
        if (model.has(Quirk.PREFIX_FLAG)) {
            prefix();
        }
        if (model.has(Quirk.RANDOM_SEED) && body.has("seed")) {
            body.set("random_seed", body.remove("seed"));
        }
    }

    private void prefix() {
        var messages = body.path("messages");
        if (messages.path(messages.size() - 1) instanceof ObjectNode last
                && last.path("role").asString("").equals("assistant")) {
            last.put("prefix", true);
        }
    }

    /// What a stream's options ask for is the gateway's own wish: nothing of the client's is lost with it.
    private void refused(String field) {
        if (body.remove(field) != null && !field.equals(STREAM_OPTIONS)) {
            dropped.add(field);
        }
    }

    /// The default may be said; it is refused by some all the same, and means nothing.
    private void sampled(String field) {
        JsonNode said = body.remove(field);
        double usual = field.endsWith("_penalty") ? 0 : 1;
        if (said != null && said.asDouble(usual) != usual) {
            dropped.add(field);
        }
    }

    private void thinkingType() {
        if (effort.wanted() || effort.unwanted()) {
            body.putObject("thinking").put("type", effort.unwanted() ? "disabled" : "enabled");
            spoken();
        }
    }

    private void enableThinking() {
        if (effort.unwanted()) {
            body.put("enable_thinking", false);
        } else if (effort.wanted()) {
            body.put("enable_thinking", true).put("thinking_budget", effort.budget());
            body.remove(EFFORT);
        }
        spoken();
    }

    /// Not to think is said now, in the provider's own words.
    private void spoken() {
        if (effort.unwanted()) {
            body.remove(EFFORT);
            dropped.remove(EFFORT);
        }
    }
}
