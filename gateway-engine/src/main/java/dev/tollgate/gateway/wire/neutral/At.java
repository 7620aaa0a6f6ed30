package dev.tollgate.gateway.wire.neutral;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A place in a client's request with its path, so that what is wrong there can be named. Null counts as absent.
public record At(JsonNode node, String path) {
    /// The field of this name, which may be absent.
    public At get(String field) {
        return new At(node.path(field), path.isEmpty() ? field : path + "." + field);
    }

    /// Whether it is missing or null.
    public boolean absent() {
        return node.isMissingNode() || node.isNull();
    }

    public Optional<At> maybe(String field) {
        var at = get(field);
        return at.absent() ? Optional.empty() : Optional.of(at);
    }

    /// The items of a list; none where it is absent.
    public List<At> items() {
        var items = new ArrayList<At>();
        if (!absent()) {
            expect(node.isArray(), "must be a list");
            for (int i = 0; i < node.size(); i++) {
                items.add(new At(node.get(i), path + "[" + i + "]"));
            }
        }
        return items;
    }

    /// @throws Untranslatable as all that follow, where it is missing or of another type
    public String text() {
        expect(!absent(), "is missing");
        expect(node.isString(), "must be a text");
        return node.asString();
    }

    /// A text that names something.
    public String word() {
        expect(!text().isBlank(), "is empty");
        return node.asString();
    }

    public JsonNode number() {
        expect(node.isNumber(), "must be a number");
        return node;
    }

    public JsonNode count() {
        expect(node.isIntegralNumber() && node.canConvertToLong() && node.asLong() > 0,
                "must be a whole number above 0");
        return node;
    }

    public boolean truth() {
        expect(node.isBoolean(), "must be true or false");
        return node.asBoolean();
    }

    public At object() {
        expect(!absent(), "is missing");
        expect(node.isObject(), "must be an object");
        return this;
    }

    /// @param what completes "`input[0].role` …"
    public void expect(boolean right, String what) {
        if (!right) {
            throw wrong(what);
        }
    }

    /// @param what completes "`input[0].role` …"
    public Untranslatable wrong(String what) {
        return Untranslatable.wrong(path, "`" + path + "` " + what + ".");
    }

    /// It is right, and cannot be carried over.
    ///
    /// @param what completes "`input[0].role` …"
    public Untranslatable cannot(String what) {
        return new Untranslatable(path, "`" + path + "` " + what + ".");
    }
}
