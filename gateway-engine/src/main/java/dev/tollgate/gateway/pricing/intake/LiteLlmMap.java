package dev.tollgate.gateway.pricing.intake;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// LiteLLM's `model_prices_and_context_window.json`: USD for one token, no dates, so its prices hold from the day of the
/// import. Batch, flex and priority prices have no place in a row here yet. Used once, by one thread.
final class LiteLlmMap {
    static final String NAME = "LiteLLM";
    private static final String EXAMPLE = "sample_spec";
    private static final String PROVIDER = "litellm_provider";
    private static final String OUTPUT = "output_cost_per_token";
    /// From USD to pico-dollars.
    private static final String BATCHES = "_batches";
    private static final int USD = 12;
    private static final Pattern TIER = Pattern.compile("(.+)_above_(\\d{1,6})k_tokens");
    private static final Map<String, Unit> UNITS = Map.ofEntries(Map.entry("input_cost_per_token", Unit.INPUT),
            Map.entry("cache_read_input_token_cost", Unit.CACHE_READ),
            Map.entry("cache_creation_input_token_cost", Unit.CACHE_WRITE_5M),
            Map.entry("cache_creation_input_token_cost_above_1hr", Unit.CACHE_WRITE_1H),
            Map.entry(OUTPUT, Unit.OUTPUT),
            Map.entry("output_cost_per_reasoning_token", Unit.REASONING),
            Map.entry("input_cost_per_audio_token", Unit.AUDIO_INPUT),
            Map.entry("output_cost_per_audio_token", Unit.AUDIO_OUTPUT),
            Map.entry("cache_read_input_audio_token_cost", Unit.AUDIO_CACHE_READ),
            Map.entry("input_cost_per_image_token", Unit.IMAGE_INPUT),
            Map.entry("output_cost_per_image_token", Unit.IMAGE_OUTPUT));
    /// Where the catalogue has another id.
    private static final Map<String, String> IDS = Map.of("xai", "x-ai", "together_ai", "together", "fireworks_ai",
            "fireworks", "cohere_chat", "cohere", "text-completion-openai", "openai");

    private final Instant day;
    private final Notes notes = new Notes();
    private final List<PriceRow> rows = new ArrayList<>();

    LiteLlmMap(Instant day) {
        this.day = day;
    }

    static boolean knows(Item model) {
        return model.fields().containsKey(PROVIDER);
    }

    Intake read(Map<String, Item> models) {
        models.forEach((name, model) -> {
            if (!name.equals(EXAMPLE)) {
                model(name, model);
            }
        });
        return new Intake.Read(NAME, rows, notes.words());
    }

    private void model(String name, Item model) {
        var fields = model.fields();
        var provider = fields.get(PROVIDER);
        if (provider == null) {
            throw model.wrong("has no " + PROVIDER);
        }
        var id = provider.text();
        var lines = new Lines();
        var batch = new Lines();
        boolean embeds = Optional.ofNullable(fields.get("mode")).filter(mode -> !mode.isNull())
                .filter(mode -> mode.text().equals("embedding")).isPresent();
        fields.forEach((field, value) -> {
            var named = value.named(name + " " + field);
            if (!embeds || !field.equals(OUTPUT) || named.picos(USD) != 0) { // there is none to be priced
                price(field.endsWith(BATCHES) ? batch : lines, field.replace(BATCHES, ""), named);
            }
        });
        if (lines.isEmpty()) {
            notes.count("models without a price for tokens, left out");
            return;
        }
        var bare = name.startsWith(id + "/") ? name.substring(id.length() + 1) : name;
        rows.add(row(id, bare, lines, model));
        if (batch.isLike(lines)) {
            rows.add(row(id, bare, batch, model).withBatch(true));
        } else if (!batch.isEmpty()) {
            notes.count("models with half a price for batches, which is left out");
        }
    }

    private PriceRow row(String id, String model, Lines lines, Item item) {
        return new PriceRow(IDS.getOrDefault(id, id), model, day, Optional.empty(), lines.rates(), lines.fee(),
                lines.tiers(), false, PriceRow.IMPORTED, new PriceRow.Provenance(Optional.of(NAME), Optional.of(day),
                        Optional.empty(), Optional.of(item.raw())),
                false);
    }

    private void price(Lines lines, String field, Item value) {
        if (!field.contains("cost") || value.isNull()) {
            return;
        }
        var unit = UNITS.get(field);
        var tier = TIER.matcher(field);
        if (unit != null) {
            lines.rate(unit, value.picos(USD));
        } else if (field.equals("input_cost_per_request")) {
            lines.fee(value.picos(USD));
        } else if (tier.matches() && UNITS.containsKey(tier.group(1))) {
            lines.tier(1_000 * Long.parseLong(tier.group(2)), UNITS.getOrDefault(tier.group(1), Unit.INPUT),
                    value.picos(USD));
        } else {
            notes.count(kind(field) + ", left out");
        }
    }

    private static String kind(String field) {
        for (var suffix : List.of("_flex", "_priority")) {
            if (field.contains(suffix)) {
                return "prices for" + suffix.replace('_', ' ');
            }
        }
        return field;
    }
}
