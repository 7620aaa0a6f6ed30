package dev.tollgate.gateway;

import java.time.Instant;

/// Whether the gateway serves calls.
///
/// @param message what is wrong and what to do, empty when all is well
/// @param baseUrl what apps set, `http://127.0.0.1:4100/v1`
public record GatewayStatus(State state, int port, String baseUrl, String message, Instant since) {
    /// From opened to closed.
    public enum State {
        STOPPED,
        LISTENING,
        PORT_BUSY,
        DRAINING
    }
}
