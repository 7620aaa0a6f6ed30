package dev.tollgate.gateway.access;

import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Reason;
import java.util.List;
import java.util.OptionalLong;

/// Whether a known key may make this call, and on which route. Immutable.
public sealed interface Grant {
    /// For whom the call is, known for refusals too.
    Attribution who();

    /// Goes on.
    ///
    /// @param routeAsked the route as the client named it
    /// @param notes what is worth telling of the decision: several providers had the name, a header was malformed …
    /// @param maxPicos what the client allows this call to cost, in pico-dollars
    record Granted(Attribution who, Route route, String routeAsked, List<String> notes, OptionalLong maxPicos)
            implements
                Grant {
        public Granted {
            notes = List.copyOf(notes);
        }
    }

    /// Refused: expired, paused, not allowed, or a header that limits money could not be read.
    ///
    /// @param code as in the table of refusals: `invalid_api_key`, `key_paused`, `model_not_allowed` …
    record Forbidden(Reason reason, int status, String code, String message, Attribution who) implements Grant {}

    /// No route, provider or list has this model.
    ///
    /// @param near names of models this key may use that are spelled alike
    record UnknownModel(String model, List<String> near, String message, Attribution who) implements Grant {
        public UnknownModel {
            near = List.copyOf(near);
        }
    }
}
