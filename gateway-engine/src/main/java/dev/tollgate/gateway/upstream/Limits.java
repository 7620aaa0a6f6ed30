package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Timeouts;
import java.time.Duration;

/// How long one attempt may take, stage by stage.
///
/// @param firstToken streams: from the request being sent to the first content
/// @param response whole answers: from the request being sent to the head
/// @param idle silence between bytes once content flows
/// @param deadlineNanos when the whole request must be over, on the clock of [dev.tollgate.gateway.time.Time#nanos]
public record Limits(Duration connect, Duration firstToken, Duration response, Duration idle, long deadlineNanos) {
    public static final Duration FIRST_TOKEN = Duration.ofSeconds(30);
    public static final Duration RESPONSE = Duration.ofMinutes(2);

    /// The limits of a route; where it names none, the first token and the response wait as long as everything, unless
    /// another target can still take over.
    public static Limits of(Timeouts timeouts, boolean another, long deadlineNanos) {
        return new Limits(timeouts.connect(), timeouts.firstToken().orElse(another ? FIRST_TOKEN : timeouts.total()),
                timeouts.response().orElse(another ? RESPONSE : timeouts.total()), timeouts.idle(), deadlineNanos);
    }
}
