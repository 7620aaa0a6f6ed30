package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A value of a client's body and where it stands, so that what is wrong can be named by its path. Null counts as absent.
///
/// @param path `contents[0].parts[1]`, empty for the body
record At(String path, JsonNode node) {
    /// The field of this camelCase name, or of its snake_case twin.
    At get(String camel) {
        var found = node.path(camel);
        var value = found.isMissingNode() ? node.path(snake(camel)) : found;
        return new At(path.isEmpty() ? camel : path + "." + camel, value);
    }

    Optional<At> maybe(String camel) {
        var at = get(camel);
        return at.isAbsent() ? Optional.empty() : Optional.of(at);
    }

    boolean has(String camel) {
        return !get(camel).isAbsent();
    }

    boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    private static String snake(String camel) {
        var snake = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            snake.append(Character.isUpperCase(c) ? "_" + Character.toLowerCase(c) : String.valueOf(c));
        }
        return snake.toString();
    }

    /// A list's elements; one object stands for a list of one, as Google's own servers read it.
    List<At> items() {
        if (isAbsent()) {
            return List.of();
        }
        if (node.isObject()) {
            return List.of(this);
        }
        if (!node.isArray()) {
            throw wrong("must be a list");
        }
        var items = new ArrayList<At>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new At(path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    At object() {
        if (!node.isObject()) {
            throw wrong("must be an object");
        }
        return this;
    }

    String text() {
        if (!node.isString()) {
            throw wrong("must be a string");
        }
        return node.asString();
    }

    JsonNode number() {
        if (!node.isNumber()) {
            throw wrong("must be a number");
        }
        return node;
    }

    JsonNode count() {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 1) {
            throw wrong("must be a whole number above 0");
        }
        return node;
    }

    String upper() {
        return text().toUpperCase(Locale.ROOT);
    }

    Untranslatable wrong(String what) {
        return Untranslatable.wrong(path, "The field '" + path + "' " + what + ".");
    }

    /// It is right, and cannot be carried over.
    Untranslatable cannot(String what) {
        return new Untranslatable(path, "The field '" + path + "' " + what + ".");
    }
}
