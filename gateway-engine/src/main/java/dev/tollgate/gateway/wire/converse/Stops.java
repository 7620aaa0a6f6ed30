package dev.tollgate.gateway.wire.converse;

import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;

/// Bedrock's words for why a model stopped.
final class Stops {
    private Stops() {}

    /// @param called whether the answer calls a tool of the client's
    /// @throws Garbled where the model's own words could not be understood
    static Finish read(String reason, boolean called) {
        return switch (reason) {
            case "stop_sequence" -> Finish.STOP_SEQUENCE;
            case "max_tokens" -> Finish.LENGTH;
            case "model_context_window_exceeded" -> Finish.CONTEXT;
            case "guardrail_intervened", "content_filtered" -> Finish.FILTER;
            case "malformed_tool_use", "malformed_model_output" ->
                throw new Garbled("says that its own answer is malformed");
            default -> called ? Finish.CALLS : Finish.STOP; // end_turn, and tool_use, which may be the answer itself
        };
    }
}
