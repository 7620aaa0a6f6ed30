package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.At;
/// Names of tools: those within a namespace, which other protocols do not have, are joined with it and parted again.
final class Names {
    /// Of letters that every protocol takes; a client's own names may not hold it.
    private static final String MARK = "-ns-";

    private Names() {}

    /// The name of a tool or a call, with its namespace where it has one.
    static String read(At said) {
        var name = said.get("name");
        if (name.word().contains(MARK)) {
            throw name.cannot("may not hold `" + MARK + "`, which stands for a namespace here: choose another name");
        }
        return said.maybe("namespace").map(space -> in(space, name.text())).orElseGet(name::text);
    }

    static String in(At namespace, String name) {
        if (namespace.word().contains(MARK)) {
            throw namespace.cannot("may not hold `" + MARK + "`: choose another name");
        }
        return namespace.text() + MARK + name;
    }

    /// The name within its namespace.
    static String name(String joined) {
        int at = joined.indexOf(MARK);
        return at < 0 ? joined : joined.substring(at + MARK.length());
    }

    /// Empty where the tool stands for itself.
    static String namespace(String joined) {
        return joined.substring(0, Math.max(0, joined.indexOf(MARK)));
    }
}
