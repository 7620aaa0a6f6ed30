package dev.tollgate.console.keys;

import dev.tollgate.console.fx.form.Read;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Attribution as people type it: one `feature: search` a line. Pure.
final class Attributes {
    /// What a call can be attributed to by its key or its headers.
    static final List<Dimension> ALL = List.of(Dimension.CUSTOMER, Dimension.FEATURE, Dimension.ENVIRONMENT,
            Dimension.AGENT, Dimension.USER, Dimension.WORKSPACE, Dimension.TASK, Dimension.THREAD, Dimension.TRAFFIC);
    private static final int LONGEST = 256;

    private Attributes() {}

    static Read<Map<Dimension, String>> read(String typed) {
        var found = new EnumMap<Dimension, String>(Dimension.class);
        for (var line : typed.lines().map(String::strip).filter(text -> !text.isEmpty()).toList()) {
            int colon = line.indexOf(':');
            var name = colon < 0 ? line : line.substring(0, colon).strip();
            var value = colon < 0 ? "" : line.substring(colon + 1).strip();
            var dimension = Word.parse(Dimension.class, name).filter(ALL::contains);
            if (dimension.isEmpty()) {
                return Read.wrong("A key cannot set “" + name + "”; it can set " + names() + ".");
            }
            if (value.isEmpty()) {
                return Read.wrong("Write what it is: " + name + ": search.");
            }
            if (value.length() > LONGEST) {
                return Read.wrong("A value has at most " + LONGEST + " characters.");
            }
            if (dimension.get() == Dimension.TRAFFIC && Word.parse(Traffic.class, value).isEmpty()) {
                return Read.wrong("Traffic is critical, normal or background.");
            }
            if (found.put(dimension.get(), value) != null) {
                return Read.wrong(name + " is set twice.");
            }
        }
        return Read.good(Map.copyOf(found));
    }

    static String print(Map<Dimension, String> values) {
        return ALL.stream().filter(values::containsKey).map(each -> each.word() + ": " + values.get(each))
                .collect(Collectors.joining("\n"));
    }

    static String names() {
        return ALL.stream().map(Word::word).collect(Collectors.joining(", "));
    }
}
