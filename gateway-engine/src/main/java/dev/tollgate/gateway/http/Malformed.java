package dev.tollgate.gateway.http;

import dev.tollgate.gateway.wire.Bad;
import java.util.Optional;

/// A request that cannot be read any further: it is answered with this and the connection closes.
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    Malformed(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Malformed request(String message) {
        return new Malformed(400, "invalid_request", message);
    }

    Bad bad() {
        String text = getMessage();
        return new Bad(status, code, Optional.empty(), text == null ? "" : text);
    }
}
