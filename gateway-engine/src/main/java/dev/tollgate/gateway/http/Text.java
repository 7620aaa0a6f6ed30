package dev.tollgate.gateway.http;

/// Foreign text made fit for a message or a header line.
final class Text {
    private Text() {}

    /// Printable and at most 100 characters.
    static String quotable(String foreign) {
        var out = new StringBuilder(Math.min(100, foreign.length()));
        for (int i = 0; i < Math.min(100, foreign.length()); i++) {
            char c = foreign.charAt(i);
            out.append(c < ' ' || c >= 0x7f ? '?' : c);
        }
        return out.toString();
    }

    /// Whether a client's request id may be sent back and logged.
    static boolean isSaneId(String id) {
        if (id.isEmpty() || id.length() > 128) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>') {
                return false;
            }
        }
        return true;
    }
}
