package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.wire.neutral.Finish;

/// Anthropic's words for why a model stopped.
final class Stops {
    private Stops() {}

    /// @param called whether the answer calls tools, for providers that say nothing, or something of their own
    static Finish read(String reason, boolean called) {
        return switch (reason) {
            case "end_turn" -> Finish.STOP;
            case "stop_sequence" -> Finish.STOP_SEQUENCE;
            case "max_tokens" -> Finish.LENGTH;
            case "model_context_window_exceeded" -> Finish.CONTEXT;
            case "tool_use" -> Finish.CALLS;
            case "pause_turn", "compaction" -> Finish.PAUSE;
            case "refusal" -> Finish.FILTER;
            default -> called ? Finish.CALLS : Finish.STOP;
        };
    }

    static String written(Finish finish) {
        return switch (finish) {
            case STOP -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case CONTEXT -> "model_context_window_exceeded";
            case CALLS -> "tool_use";
            case FILTER -> "refusal";
            case PAUSE -> "pause_turn";
        };
    }
}
