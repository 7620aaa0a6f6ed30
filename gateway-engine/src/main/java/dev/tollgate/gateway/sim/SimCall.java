package dev.tollgate.gateway.sim;

import java.time.Instant;
import java.util.Optional;

/// One call as the simulated provider itself saw it.
///
/// @param id also in the reply's header `x-tollgate-sim-call`, unique within one provider
/// @param tag the body's `user`, else the request header `x-sim-tag`: lets a test tell its calls apart
/// @param status as sent; 0 where no head was sent
/// @param output tokens that left before it ended
/// @param fault the scripted fault that met it
public record SimCall(String id, Instant at, String path, String model, Optional<String> tag, boolean stream,
        int status, long input, long cached, long output, Optional<SimFault.Kind> fault, Ending ending) {
    /// How far it came.
    public enum Ending {
        RUNNING,
        COMPLETE,
        BROKEN_OFF,
        CLIENT_LEFT
    }
}
