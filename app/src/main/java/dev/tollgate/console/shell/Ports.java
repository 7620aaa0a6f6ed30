package dev.tollgate.console.shell;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayStatus;

/// Finds a port to listen on when the configured one is taken.
public final class Ports {
    private static final int NEAR = 20;
    private static final int LAST = 65_535;

    private Ports() {}

    /// Listens on the next free one above the port that was asked for, or on any; not for the JavaFX thread.
    public static GatewayStatus nextFree(Gateway gateway) {
        int asked = gateway.status().port();
        int wanted = asked > 0 ? asked : gateway.config().listen().port();
        for (int port = wanted + 1; port <= Math.min(LAST, wanted + NEAR); port++) {
            var status = gateway.startOn(port);
            if (status.state() == GatewayStatus.State.LISTENING) {
                return status;
            }
        }
        return gateway.startOn(0);
    }
}
