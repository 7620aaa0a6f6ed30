package dev.tollgate.gateway.wire.gemini;

import java.util.Optional;

/// Base64 in the two alphabets that Google's clients and servers write. Pure.
final class Base64Text {
    private Base64Text() {}

    /// The same bytes in the standard alphabet, padded; what is no base64 stays as it is.
    static String standard(String text) {
        return checked(text).orElse(text);
    }

    /// The same; empty where it is no base64.
    static Optional<String> checked(String text) {
        boolean url = false;
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            url |= c == '-' || c == '_';
            if (!isLetter(c)) {
                return Optional.empty();
            }
        }
        if (end % 4 == 1) {
            return Optional.empty();
        }
        var plain = url ? text.replace('-', '+').replace('_', '/') : text;
        return Optional.of(text.length() % 4 == 0 ? plain : plain.substring(0, end) + "=".repeat((4 - end % 4) % 4));
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                || "+/-_".indexOf(c) >= 0;
    }
}
