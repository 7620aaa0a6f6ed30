package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import java.util.List;

/// Something outside the configuration that must fit it before it is in force: a port that has to be free, a file of
/// authorities that has to be readable. Called by one change at a time.
public interface Readiness {
    /// Gets ready for the next configuration; the present one stays in force meanwhile.
    ///
    /// @return what stands against it, each a mistake; then nothing is changed
    List<Problem> prepare(GatewayConfig now, GatewayConfig next);

    /// The change that was prepared for is in force.
    void commit();

    /// It was given up: everything is as before.
    void cancel();
}
