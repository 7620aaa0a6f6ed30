package dev.tollgate.gateway.sim;

import java.time.Duration;
import java.util.List;

/// One simulated model: how it talks and how fast.
///
/// @param firstToken from the request to the first token
/// @param tokensPerSecond afterwards, 1 or more
/// @param typicalOutput tokens of an ordinary answer; single answers vary around it
public record SimModel(String name, Kind kind, Duration firstToken, int tokensPerSecond, int typicalOutput) {
    /// What it is for.
    public enum Kind {
        TEXT,
        CODE,
        REASONING,
        /// Plays the model of a coding agent: writes the file it is asked for, with a tool.
        AGENT,
        EMBEDDING
    }

    /// The models a built-in provider has unless told otherwise.
    public static final List<SimModel> STANDARD = List.of(
            new SimModel("sim-large", Kind.TEXT, Duration.ofMillis(420), 70, 260),
            new SimModel("sim-small", Kind.TEXT, Duration.ofMillis(160), 160, 120),
            new SimModel("sim-code", Kind.CODE, Duration.ofMillis(300), 110, 340),
            new SimModel("sim-reason", Kind.REASONING, Duration.ofMillis(1500), 90, 220),
            new SimModel("sim-agent", Kind.AGENT, Duration.ofMillis(200), 150, 60),
            new SimModel("sim-embed", Kind.EMBEDDING, Duration.ofMillis(60), 5000, 0));
}
