package dev.tollgate.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A mapping to be written as YAML, field by field; texts are quoted wherever a reader could take them for something
/// else. Not thread-safe.
final class YamlBlock {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/_][A-Za-z0-9._/+@-]*(:[A-Za-z0-9._/+@-]+)*");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|_+");
    private static final String EMPTY = "{}";

    private sealed interface Part {
        record Scalar(String text) implements Part {}

        record Inner(YamlBlock block) implements Part {}

        record Blocks(List<YamlBlock> blocks) implements Part {}
    }

    private final Map<String, Part> parts = new LinkedHashMap<>();

    /// A number, a word or a date, written as it is.
    YamlBlock raw(String name, String scalar) {
        parts.put(name, new Part.Scalar(scalar));
        return this;
    }

    YamlBlock text(String name, String text) {
        return raw(name, quoted(text));
    }

    void flag(String name, boolean value, boolean otherwise) {
        if (value != otherwise) {
            raw(name, Boolean.toString(value));
        }
    }

    void list(String name, List<String> texts) {
        raw(name, "[" + String.join(", ", texts.stream().map(YamlBlock::quoted).toList()) + "]");
    }

    /// A mapping within this one.
    YamlBlock block(String name) {
        var inner = new YamlBlock();
        parts.put(name, new Part.Inner(inner));
        return inner;
    }

    /// One more mapping in the list of this name.
    YamlBlock item(String name) {
        var inner = new YamlBlock();
        if (parts.computeIfAbsent(name, _ -> new Part.Blocks(new ArrayList<>())) instanceof Part.Blocks list) {
            list.blocks.add(inner);
        }
        return inner;
    }

    String render() {
        var out = new StringBuilder();
        render(out, "");
        return out.toString();
    }

    private void render(StringBuilder out, String indent) {
        parts.forEach((name, part) -> {
            out.append(indent).append(quoted(name)).append(':');
            switch (part) {
                case Part.Scalar scalar -> out.append(' ').append(scalar.text).append('\n');
                case Part.Inner inner -> inner.block.inside(out, indent);
                case Part.Blocks list -> {
                    out.append('\n');
                    list.blocks.forEach(block -> block.element(out, indent + "  "));
                }
            }
        });
    }

    private void inside(StringBuilder out, String indent) {
        if (parts.isEmpty()) {
            out.append(' ').append(EMPTY).append('\n');
        } else {
            out.append('\n');
            render(out, indent + "  ");
        }
    }

    private void element(StringBuilder out, String indent) {
        int start = out.length();
        render(out, indent + "  ");
        out.setCharAt(start + indent.length(), '-');
    }

    private static String quoted(String text) {
        if (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()) {
            return text;
        }
        var out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            if (isPrintable(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format("\\u%04x", c));
            }
        });
        return out.append('"').toString();
    }

    /// What stands for itself between double quotes.
    private static boolean isPrintable(int c) {
        boolean control = c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029;
        return !control && (c < 0xd800 || c >= 0xe000) && c != 0xfeff && c != 0xfffe && c != 0xffff;
    }
}
