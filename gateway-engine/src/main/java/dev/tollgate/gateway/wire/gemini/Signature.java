package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// `thoughtSignature`: bytes in base64. Google's own pass as they are; another family's seal is put into base64, since
/// Google's clients decode the field.
final class Signature {
    private Signature() {}

    static Seal read(String field) {
        try {
            var text = new String(Base64.getDecoder().decode(field), StandardCharsets.UTF_8);
            var seal = Seal.read(Protocol.GEMINI, "", text);
            return seal.by() == Protocol.GEMINI ? new Seal(Protocol.GEMINI, "", field) : seal;
        } catch (IllegalArgumentException notBase64) {
            return new Seal(Protocol.GEMINI, "", field);
        }
    }

    static String of(Seal seal) {
        return seal.by() == Protocol.GEMINI
                ? seal.value()
                : Base64.getEncoder().encodeToString(seal.in(Protocol.GEMINI).getBytes(StandardCharsets.UTF_8));
    }
}
