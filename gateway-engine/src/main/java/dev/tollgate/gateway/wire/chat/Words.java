package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finish reasons, ids and usage: the words of an answer around its content.
final class Words {
    private static final int LONGEST_ID = 64;

    private Words() {}

    /// What a provider's finish reason means, in whichever dialect; an unknown one is an ordinary end.
    ///
    /// @param called whether the answer calls a tool: local servers say `stop` then, too
    static Finish finish(String reason, boolean called) {
        return switch (reason.toLowerCase(Locale.ROOT)) {
            case "length", "max_tokens", "max_output_tokens" -> Finish.LENGTH;
            case "model_length", "context_length", "model_context_window_exceeded" -> Finish.CONTEXT;
            case "tool_calls", "tool_call", "tool_use", "function_call" -> Finish.CALLS;
            case "content_filter", "content_filtered", "safety", "sensitive", "refusal", "recitation", "blocklist",
                    "prohibited_content", "spii", "guardrail_intervened" ->
                Finish.FILTER;
            case "pause_turn" -> Finish.PAUSE;
            case "error", "network_error", "insufficient_system_resource", "abort", "malformed_function_call" ->
                throw new Garbled("ended its answer with an error instead of a finish reason");
            case "stop_sequence" -> called ? Finish.CALLS : Finish.STOP_SEQUENCE;
            default -> called ? Finish.CALLS : Finish.STOP;
        };
    }

    /// @param called whether tool calls were written: clients run them at `tool_calls` only
    static String reason(Finish finish, boolean called) {
        return switch (finish) {
            case STOP, STOP_SEQUENCE, PAUSE -> called ? "tool_calls" : "stop";
            case LENGTH, CONTEXT -> "length";
            case CALLS -> "tool_calls";
            case FILTER -> "content_filter";
        };
    }

    /// Whether an answer may end so in the midst of a call's arguments.
    static boolean cut(Finish finish) {
        return switch (finish) {
            case LENGTH, CONTEXT, FILTER -> true;
            case STOP, STOP_SEQUENCE, CALLS, PAUSE -> false;
        };
    }

    /// An id of this protocol out of that of any.
    static String id(String foreign, long created) {
        if (foreign.startsWith("chatcmpl-")) {
            return foreign;
        }
        return "chatcmpl-" + (foreign.isEmpty() ? Long.toString(created) : foreign);
    }

    /// An id for a call that has none.
    ///
    /// @param answer the answer's id, so that calls of several answers differ
    static String callId(String answer, int number) {
        var kept = answer.replaceAll("[^A-Za-z0-9_-]", "");
        var id = "call_" + number + (kept.isEmpty() ? "" : "_" + kept);
        return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
    }

    /// Usage in OpenAI's shape, details always present: clients reckon with them.
    static ObjectNode usage(Usage usage) {
        long input = usage.get(Unit.INPUT);
        long output = usage.get(Unit.OUTPUT);
        var node = Json.object().put("prompt_tokens", input).put("completion_tokens", output)
                .put("total_tokens", input + output);
        node.putObject("prompt_tokens_details").put("cached_tokens", usage.get(Unit.CACHE_READ))
                .put("cache_write_tokens", usage.get(Unit.CACHE_WRITE_5M) + usage.get(Unit.CACHE_WRITE_1H))
                .put("audio_tokens", usage.get(Unit.AUDIO_INPUT));
        node.putObject("completion_tokens_details").put("reasoning_tokens", usage.get(Unit.REASONING))
                .put("audio_tokens", usage.get(Unit.AUDIO_OUTPUT)).put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return node;
    }

    /// A text field; empty where it is absent, null or no text.
    static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
