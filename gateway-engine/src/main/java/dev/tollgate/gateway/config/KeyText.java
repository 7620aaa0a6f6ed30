package dev.tollgate.gateway.config;

import java.util.List;

/// Reads one key as it stands in a configuration, but for the secret, which is still to be made.
public final class KeyText {
    private KeyText() {}

    /// What came of reading it.
    public sealed interface Parsed {
        /// @param key its secret is a stand-in
        record Good(KeyEntry key) implements Parsed {}

        /// Every mistake, in the order of the text.
        record Wrong(List<Problem> problems) implements Parsed {}
    }

    /// @param text YAML or JSON
    public static Parsed parse(String text) {
        var report = new Report();
        var root = Yaml.read(text, report).map(node -> Value.root(node, report));
        if (root.isEmpty()) {
            return new Parsed.Wrong(report.mistakes());
        }
        var fields = root.get().fields();
        fields.get("secret").ifPresent(at -> at.mistake("is made by Tollgate and told once; leave it out"));
        fields.get("former").ifPresent(at -> at.mistake("comes of rotating a key; leave it out"));
        var key = KeySection.key(fields, new Secret.Hashed(""));
        return report.mistakes().isEmpty() ? new Parsed.Good(key) : new Parsed.Wrong(report.mistakes());
    }
}
