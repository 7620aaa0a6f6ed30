package dev.tollgate.gateway.sim;

import dev.tollgate.gateway.wire.Head;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Spoils a script the way the fault says. Pure.
final class Faulty {
    private static final byte[] BROKEN_EVENT = Reply
            .bytes("data: {\"id\":\"chatcmpl-sim\",\"choices\":[{\"delta\":\n\n");

    private Faulty() {}

    static Script apply(SimFault fault, Script sound, boolean stream) {
        return switch (fault.kind()) {
            case RATE_LIMITED -> Reply.error(429, "rate_limit_error", "rate_limit_exceeded",
                    "Rate limit reached (simulated). Please try again in " + seconds(fault) + " s.",
                    Reply.JSON.with("Retry-After", Long.toString(seconds(fault))));
            case SERVER_ERROR -> Reply.error(500, "server_error", "server_error",
                    "The server had an error while processing your request (simulated).");
            case OVERLOADED -> Reply.error(503, "server_error", "overloaded",
                    "The engine is currently overloaded (simulated).");
            case AUTH -> Reply.error(401, "invalid_request_error", "invalid_api_key",
                    "Incorrect API key provided (simulated).");
            case SLOW -> sound.pausing(fault.delay());
            case STALL -> sound.with(upTo(fault, sound, stream), Script.Last.SILENCE);
            case CUT -> sound.with(upTo(fault, sound, stream), Script.Last.ABORT);
            case STREAM_ERROR -> stream ? broken(fault, sound, errorEvent()) : wrongBody();
            case MALFORMED -> stream ? broken(fault, sound, BROKEN_EVENT) : truncated(sound);
            case DOWN -> new Script(0, Head.EMPTY, List.of(), 0, Script.Last.ABORT, 0, 0, Duration.ZERO);
            case LIMITS_BARE -> Reply.error(429, "rate_limit_error", "rate_limit_exceeded",
                    "Rate limit reached (simulated).");
            case ANSWER_EMPTY, TOOLS_SPLIT, TOOLS_BROKEN, USAGE_MISSING, USAGE_WRONG, VECTORS_UNEVEN ->
                Bent.answer(fault.kind(), sound);
            case STREAM_IGNORED, TOOLS_IGNORED, JSON_BROKEN, SCHEMA_IGNORED, ERROR_SHAPE, ERROR_ACCEPTED,
                    LIMITS_SILENT, QUOTA_GONE, CANCEL_IGNORED ->
                sound;
        };
    }

    private static long seconds(SimFault fault) {
        return Math.max(0, fault.delay().toSeconds());
    }

    private static Script broken(SimFault fault, Script sound, byte[] event) {
        var pieces = new ArrayList<>(upTo(fault, sound, true));
        pieces.add(new Piece(Duration.ZERO, event, 0));
        return sound.with(pieces, Script.Last.END);
    }

    /// A stream up to its `afterTokens`-th token, never its end; of a whole body the first half.
    private static List<Piece> upTo(SimFault fault, Script sound, boolean stream) {
        if (!stream) {
            var only = sound.pieces().getFirst();
            return List.of(new Piece(only.after(), Arrays.copyOf(only.bytes(), only.bytes().length / 2), 0));
        }
        int tokens = 0;
        int end = 0;
        while (end < sound.body() && tokens + sound.pieces().get(end).tokens() <= fault.afterTokens()) {
            tokens += sound.pieces().get(end).tokens();
            end++;
        }
        return sound.pieces().subList(0, end);
    }

    private static byte[] errorEvent() {
        return Reply.bytes("data: " + Reply.errorBody("server_error", "server_error",
                "The provider stopped in the middle of its answer (simulated).") + "\n\n");
    }

    private static Script wrongBody() {
        return Reply.json(Reply.errorBody("server_error", "server_error", "The model failed to answer (simulated)."),
                Duration.ZERO, 0, 0, 0);
    }

    private static Script truncated(Script sound) {
        var half = upTo(SimFault.of(SimFault.Kind.CUT), sound, false);
        var head = Reply.JSON.with("Content-Length", Integer.toString(half.getFirst().bytes().length));
        return sound.with(head).with(half, Script.Last.END);
    }
}
