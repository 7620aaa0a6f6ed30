package dev.tollgate.gateway.wire.neutral;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Word;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What only the one who issued a thought can read, and wants back unchanged with the next turn: a signature, encrypted
/// reasoning. It travels through a client of another protocol in that protocol's own opaque field, marked with its
/// origin, so that it finds home again. Immutable.
///
/// @param by whose it is: sent back to a provider of this protocol only
/// @param id the item's own id where the protocol has one (`rs_…`), else empty
public record Seal(Protocol by, String id, String value) {
    /// How a seal begins that travels in another family's field.
    public static final String MARK = "tollgate.";

    /// Reads an opaque field of a client that speaks `own`: its own seal, or one that was marked by [#in].
    public static Seal read(Protocol own, String id, String text) {
        if (!text.startsWith(MARK)) {
            return new Seal(own, id, text);
        }
        var parts = text.substring(MARK.length()).split("\\.", 3);
        var by = Word.parse(Protocol.class, parts[0]);
        return by.isPresent() && parts.length == 3
                ? unpacked(by.get(), parts).orElseGet(() -> new Seal(own, id, text))
                : new Seal(own, id, text);
    }

    private static Optional<Seal> unpacked(Protocol by, String[] parts) {
        try {
            var id = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return Optional.of(new Seal(by, id, parts[2]));
        } catch (IllegalArgumentException changed) {
            return Optional.empty();
        }
    }

    /// How it is written into the opaque field of a client that speaks `protocol`.
    public String in(Protocol protocol) {
        var name = Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
        return protocol == by ? value : MARK + by.word() + "." + name + "." + value;
    }
}
