package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Reads `keys`.
final class KeySection {
    /// What a call can be attributed to; the other dimensions are what happened to it.
    static final List<Dimension> ATTRIBUTION = List.of(Dimension.CUSTOMER, Dimension.WORKSPACE, Dimension.USER,
            Dimension.AGENT, Dimension.THREAD, Dimension.FEATURE, Dimension.TASK, Dimension.ENVIRONMENT,
            Dimension.TRAFFIC);
    private static final List<String> NAMES = ATTRIBUTION.stream().map(Word::word).toList();

    private KeySection() {}

    static List<KeyEntry> read(Fields top) {
        return top.items("keys").stream().map(item -> key(item.fields())).toList();
    }

    private static KeyEntry key(Fields fields) {
        var key = new KeyEntry(fields.need("name", Value::text, ""),
                fields.need("secret", SecretText::read, new Secret.Env("missing")), fields.texts("routes"),
                fields.get("defaults").map(KeySection::attribution).orElse(Map.of()),
                fields.get("fixed").map(KeySection::attribution).orElse(Map.of()),
                fields.read("expires", Value::instant));
        fields.later("limits", LaterSections::limits);
        fields.later("settlement", Value::text);
        fields.later("owner", LaterSections::owner);
        fields.later("require", LaterSections.words(NAMES.toArray(String[]::new)));
        fields.later("on_missing", v -> v.oneOf("flag", "reject"), "flag");
        fields.close();
        return key;
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
