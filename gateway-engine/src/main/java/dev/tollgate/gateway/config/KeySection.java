package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads `keys`.
final class KeySection {
    /// What a call can be attributed to; the other dimensions are what happened to it.
    static final List<Dimension> ATTRIBUTION = List.of(Dimension.CUSTOMER, Dimension.WORKSPACE, Dimension.USER,
            Dimension.AGENT, Dimension.THREAD, Dimension.FEATURE, Dimension.TASK, Dimension.ENVIRONMENT,
            Dimension.TRAFFIC);
    private static final List<String> NAMES = ATTRIBUTION.stream().map(Word::word).toList();

    private KeySection() {}

    static List<KeyEntry> read(Fields top) {
        return top.items("keys").stream().map(item -> {
            var fields = item.fields();
            return key(fields, fields.need("secret", SecretText::read, new Secret.Env("missing")));
        }).toList();
    }

    /// @param secret read before, since a key that is still to be made has none
    static KeyEntry key(Fields fields, Secret secret) {
        var key = new KeyEntry(fields.need("name", Value::text, ""), secret,
                fields.items("former").stream().map(item -> former(item.fields())).toList(), fields.texts("routes"),
                fields.get("defaults").map(KeySection::attribution).orElse(Map.of()),
                fields.get("fixed").map(KeySection::attribution).orElse(Map.of()),
                fields.get("limits").map(KeySection::limits).orElse(KeyLimits.NONE),
                fields.get("owner").map(KeySection::owner),
                fields.items("require").stream().flatMap(item -> dimension(item).stream()).toList(),
                fields.read("on_missing", v -> v.word(KeyEntry.OnMissing.class), KeyEntry.OnMissing.FLAG),
                fields.read("expires", Value::instant));
        fields.later("settlement", Value::text);
        fields.close();
        return key;
    }

    private static KeyEntry.Former former(Fields fields) {
        var former = new KeyEntry.Former(fields.need("secret", SecretText::read, new Secret.Env("missing")),
                fields.need("until", Value::instant, Instant.EPOCH));
        fields.close();
        return former;
    }

    private static KeyLimits limits(Value at) {
        var fields = at.fields();
        var limits = new KeyLimits(count(fields, "rpm"), count(fields, "tpm"), count(fields, "parallel"),
                count(fields, "max_input_tokens"), count(fields, "max_output_tokens"),
                optional(fields.read("max_request_usd", Value::usd)));
        fields.close();
        return limits;
    }

    private static OptionalLong count(Fields fields, String name) {
        return optional(fields.read(name, v -> v.whole(1, Long.MAX_VALUE)));
    }

    private static OptionalLong optional(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    private static KeyEntry.Owner owner(Value at) {
        var fields = at.fields();
        var owner = new KeyEntry.Owner(fields.need("name", Value::text, ""), fields.read("email", Value::text));
        fields.close();
        return owner;
    }

    private static Optional<Dimension> dimension(Value at) {
        return at.oneOf(NAMES.toArray(String[]::new)).flatMap(name -> Word.parse(Dimension.class, name));
    }

    private static Map<Dimension, String> attribution(Value at) {
        var found = new EnumMap<Dimension, String>(Dimension.class);
        at.fields().all().forEach((name, value) -> {
            if (!NAMES.contains(name)) {
                value.mistake("a key cannot set this" + Near.hint(name, NAMES) + "; it can set "
                        + String.join(", ", NAMES));
                return;
            }
            var text = name.equals("traffic") ? value.word(Traffic.class).map(Word::word) : value.text();
            text.ifPresent(set -> Word.parse(Dimension.class, name).ifPresent(dimension -> found.put(dimension, set)));
        });
        return found;
    }
}
