package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A request's field with its path, so that whatever is wrong can be named. Null counts as absent.
record Fields(String path, JsonNode node) {
    static Fields of(JsonNode body) {
        return new Fields("", body);
    }

    Fields at(String name) {
        var value = node.path(name);
        return new Fields(path.isEmpty() ? name : path + "." + name,
                value.isNull() ? MissingNode.getInstance() : value);
    }

    Fields at(int index) {
        return new Fields(path + "[" + index + "]", node.path(index));
    }

    boolean present() {
        return !node.isMissingNode() && !node.isNull();
    }

    boolean absent() {
        return !present();
    }

    /// @throws Untranslatable always
    Untranslatable wrong(String what) {
        return Untranslatable.wrong(path, path + " " + what + ".");
    }

    /// It is right, and cannot be carried over.
    Untranslatable cannot(String what) {
        return new Untranslatable(path, path + " " + what + ".");
    }

    Optional<String> text() {
        return present() ? Optional.of(needText()) : Optional.empty();
    }

    String needText() {
        if (!node.isString()) {
            throw wrong(present() ? "must be a string" : "is missing: a string is needed here");
        }
        return node.asString();
    }

    Optional<Boolean> flag() {
        if (present() && !node.isBoolean()) {
            throw wrong("must be true or false");
        }
        return present() ? Optional.of(node.asBoolean()) : Optional.empty();
    }

    Optional<JsonNode> number() {
        if (present() && !node.isNumber()) {
            throw wrong("must be a number");
        }
        return some();
    }

    Optional<JsonNode> integer() {
        if (present() && !(node.isIntegralNumber() && node.canConvertToLong())) {
            throw wrong("must be a whole number");
        }
        return some();
    }

    Optional<JsonNode> object() {
        if (present() && !node.isObject()) {
            throw wrong("must be an object");
        }
        return some();
    }

    Fields list() {
        if (present() && !node.isArray()) {
            throw wrong("must be a list");
        }
        return this;
    }

    Fields needObject() {
        if (!node.isObject()) {
            throw wrong(present() ? "must be an object" : "is missing: an object is needed here");
        }
        return this;
    }

    Optional<JsonNode> some() {
        return present() ? Optional.of(node) : Optional.empty();
    }
}
