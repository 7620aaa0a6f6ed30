package dev.tollgate.gateway.admin;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// The fields of a body. One that is misspelt, or of another type, would be a wish unheard: it is an error that names it.
record Fields(JsonNode body) {
    /// @param known what may be there
    static Fields of(JsonNode body, String... known) {
        if (!body.isObject()) {
            throw new Parameters.Wrong("body", "The body must be a JSON object, { … }.");
        }
        for (var name : body.propertyNames()) {
            if (!List.of(known).contains(name)) {
                throw new Parameters.Wrong(name, "There is no field " + name + " here. " + (known.length == 0
                        ? "This call takes none."
                        : "There are: " + String.join(", ", known) + "."));
            }
        }
        return new Fields(body);
    }

    /// Empty where it is absent or null.
    Optional<String> text(String name) {
        var given = body.path(name);
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        if (!given.isString()) {
            throw new Parameters.Wrong(name, name + " is a text, in quotes.");
        }
        return Optional.of(given.asString(""));
    }

    /// Empty where it is absent.
    List<String> texts(String name) {
        var given = body.path(name);
        boolean all = given.isArray() && given.valueStream().allMatch(each -> each.isString()
                && !each.asString("").isBlank());
        if (!given.isMissingNode() && !all) {
            throw new Parameters.Wrong(name, name + " is a list of names.");
        }
        return given.valueStream().map(each -> each.asString("")).toList();
    }

    /// Empty where it is absent.
    OptionalLong tokens(String name) {
        var given = body.path(name);
        if (given.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!given.isIntegralNumber() || !given.canConvertToInt() || given.asInt() < 0) {
            throw new Parameters.Wrong(name, name + " is a whole number of tokens, 0 or more.");
        }
        return OptionalLong.of(given.asLong());
    }

    /// False where it is absent.
    boolean flag(String name) {
        var given = body.path(name);
        if (!given.isMissingNode() && !given.isBoolean()) {
            throw new Parameters.Wrong(name, name + " is true or false.");
        }
        return given.asBoolean(false);
    }
}
