package dev.tollgate.gateway.event;

import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.time.Instant;
import java.util.Optional;

/// A running request at one moment: tokens and pico-dollars so far are estimates.
///
/// @param target `provider/model`, empty before the first attempt
public record FlightView(String id, String key, String route, String target, Phase phase, Instant started, long input,
        long output, long picos, boolean priced, Attribution attribution) {
    /// What it is doing now; spelled `state` in the contract.
    public enum Phase implements Word {
        QUEUED,
        WAITING,
        STREAMING,
        /// Another target goes on with an answer that broke off.
        RESCUING,
        CUTTING
    }

    public Optional<String> value(Dimension dimension) {
        return switch (dimension) {
            case KEY -> Optional.of(key);
            case ROUTE -> present(route);
            case TARGET -> present(target);
            case PROVIDER -> present(target).map(t -> t.substring(0, Math.max(0, t.indexOf('/'))));
            case MODEL -> present(target).map(t -> t.substring(t.indexOf('/') + 1));
            case CUSTOMER, WORKSPACE, USER, AGENT, FEATURE, TASK, THREAD, ENVIRONMENT, TRAFFIC, OWNER, PLAN, CALLER,
                    SETTLEMENT ->
                attribution.get(dimension);
            case REQUESTED_MODEL, RESPONSE_MODEL, ROUTE_TYPE, ENDPOINT, TAG, OUTCOME -> Optional.empty();
        };
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
