package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.wire.AskScanner.WrongField;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/// Plain values of a body that is being scanned, each with its own complaint. For one thread.
record Cursor(JsonParser parser) {
    /// Takes one field of an object, its value just begun.
    @FunctionalInterface
    interface Field {
        void take(String name, JsonToken value);
    }

    /// Walks the whole body.
    ///
    /// @return where it can be added to: just behind its first `{`
    int walk(Field each) {
        var first = parser.nextToken();
        if (first == null) {
            throw new StreamReadException(parser, "empty", parser.currentLocation());
        }
        if (first != JsonToken.START_OBJECT) {
            throw new WrongField("body", "The request body must be a JSON object.");
        }
        int open = (int) parser.currentLocation().getByteOffset();
        inside(first, each);
        if (parser.nextToken() != null) {
            throw new StreamReadException(parser, "trailing", parser.currentTokenLocation());
        }
        return open;
    }

    /// Each field of an object; anything else is passed over.
    void inside(JsonToken value, Field each) {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            each.take(name, parser.nextToken());
        }
    }

    boolean flag(String name, JsonToken value) {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            case NOT_AVAILABLE, START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT,
                    VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                throw wrong(name, "true or false");
        };
    }

    long number(String name, JsonToken value, long least, long most, long absent) {
        if (value == JsonToken.VALUE_NULL) {
            return absent;
        }
        if (value != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(name, "a whole number");
        }
        boolean huge = parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
        long number = huge ? Long.MAX_VALUE : parser.getLongValue();
        if (huge || number > most) {
            throw new WrongField(name,
                    "The field '" + name + "' is larger than any sensible value or has too many digits.");
        }
        if (number < least) {
            throw new WrongField(name, "The field '" + name + "' must be at least " + least + ".");
        }
        return number;
    }

    int tokenFrom() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    Ask.Span span() {
        int from = tokenFrom();
        parser.finishToken();
        return new Ask.Span(from, (int) parser.currentLocation().getByteOffset());
    }

    static WrongField wrong(String field, String expected) {
        return new WrongField(field, "The field '" + field + "' must be " + expected + ".");
    }
}
