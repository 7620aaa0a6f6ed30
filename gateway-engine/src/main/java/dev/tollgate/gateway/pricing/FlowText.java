package dev.tollgate.gateway.pricing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one line of YAML's flow style: maps, lists, quoted and plain words. A YAML library would need longer for the
/// shipped prices than the whole gateway may take to start.
final class FlowText {
    private final String line;
    /// An array, since the interpreter is slow at `charAt`.
    private final char[] text;
    private int at;

    private FlowText(String line, int at) {
        this.line = line;
        this.text = line.toCharArray();
        this.at = at;
    }

    /// The map that begins at this place; values are `String`, `List` or `Map`.
    ///
    /// @throws IllegalArgumentException where it is not well formed
    static Map<String, Object> map(String line, int from) {
        try {
            return new FlowText(line, from).map();
        } catch (IndexOutOfBoundsException unfinished) {
            throw new IllegalArgumentException("Unfinished: " + line, unfinished);
        }
    }

    private Map<String, Object> map() {
        var map = new LinkedHashMap<String, Object>();
        expect('{');
        while (next() != '}') {
            String key = word();
            expect(':');
            map.put(key, value());
            skip(',');
        }
        at++;
        return map;
    }

    private List<Object> list() {
        var list = new ArrayList<>();
        expect('[');
        while (next() != ']') {
            list.add(value());
            skip(',');
        }
        at++;
        return list;
    }

    private Object value() {
        return switch (next()) {
            case '{' -> map();
            case '[' -> list();
            default -> word();
        };
    }

    private String word() {
        boolean quoted = next() == '"';
        int from = quoted ? ++at : at;
        while (quoted ? text[at] != '"' : !endsWord(text[at])) {
            at++;
        }
        String word = line.substring(from, at);
        at += quoted ? 1 : 0;
        return word;
    }

    private static boolean endsWord(char c) {
        return c == ',' || c == ' ' || c == ':' || c == ']' || c == '}';
    }

    private char next() {
        while (text[at] == ' ') {
            at++;
        }
        return text[at];
    }

    private void skip(char optional) {
        if (next() == optional) {
            at++;
        }
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw new IllegalArgumentException("No " + wanted + " at " + at + ": " + line);
        }
        at++;
    }
}
