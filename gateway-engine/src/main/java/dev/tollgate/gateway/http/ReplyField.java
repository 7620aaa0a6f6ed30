package dev.tollgate.gateway.http;

/// What the listener does with a field of a handler's head: framing and the connection are the listener's own affair.
enum ReplyField {
    PLAIN,
    TYPE,
    LENGTH,
    OURS;

    static ReplyField of(String name) {
        return switch (name.length()) {
            case 4 -> name.equalsIgnoreCase("date") ? OURS : PLAIN;
            case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive") ? OURS : PLAIN;
            case 12 -> name.equalsIgnoreCase("content-type")
                    ? TYPE
                    : name.equalsIgnoreCase("x-request-id") ? OURS : PLAIN;
            case 14 -> name.equalsIgnoreCase("content-length") ? LENGTH : PLAIN;
            case 17 -> name.equalsIgnoreCase("transfer-encoding") ? OURS : PLAIN;
            default -> PLAIN;
        };
    }
}
