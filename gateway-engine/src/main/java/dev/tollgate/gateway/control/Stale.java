package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import java.util.List;
import java.util.function.UnaryOperator;

/// A change that does not fit what is by now: somebody else was faster, or its time has passed.
final class Stale extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Stale(String path, String message) {
        super(message);
        this.problem = Problem.error(path, 0, message);
    }

    /// As `Versions.apply`; a stale change changes nothing and is told as a problem.
    static Applied apply(Versions versions, String author, UnaryOperator<GatewayConfig> change) {
        try {
            return versions.apply(author, change);
        } catch (Stale stale) {
            return new Applied.Wrong(List.of(stale.problem));
        }
    }
}
