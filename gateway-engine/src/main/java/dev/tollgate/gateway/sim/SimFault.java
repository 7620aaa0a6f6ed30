package dev.tollgate.gateway.sim;

import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.util.Optional;

/// Something that goes wrong on purpose.
///
/// @param delay Retry-After of a refusal, or how long the first token takes
/// @param afterTokens how much of a stream goes out before it breaks; 0: the start-up chunk only
public record SimFault(Kind kind, Duration delay, int afterTokens) {
    /// The spellings are those of the header `x-sim-fault` and of a model's suffix, as in `sim-small+stall`.
    public enum Kind implements Word {
        /// 429 with Retry-After.
        RATE_LIMITED,
        /// 500.
        SERVER_ERROR,
        /// 503.
        OVERLOADED,
        /// 401, as for a wrong key.
        AUTH,
        /// The first token takes `delay`.
        SLOW,
        /// Falls silent, the connection stays open.
        STALL,
        /// The connection dies.
        CUT,
        /// An error event inside the stream, or an error object with status 200.
        STREAM_ERROR,
        /// Bytes that are no JSON.
        MALFORMED,
        /// Closes without any answer.
        DOWN,
        /// Says nothing, and that as a success.
        ANSWER_EMPTY,
        /// Answers in one piece where a stream was asked for.
        STREAM_IGNORED,
        /// Answers in prose where tools were offered.
        TOOLS_IGNORED,
        /// Streams one call's arguments under two values of `index`.
        TOOLS_SPLIT,
        /// Arguments that are no JSON.
        TOOLS_BROKEN,
        /// Prose in JSON mode.
        JSON_BROKEN,
        /// JSON, but not that of the schema.
        SCHEMA_IGNORED,
        /// Vectors of different lengths.
        VECTORS_UNEVEN,
        /// No usage at all.
        USAGE_MISSING,
        /// A total that is not the sum.
        USAGE_WRONG,
        /// Errors in a shape of its own.
        ERROR_SHAPE,
        /// Takes a request that is wrong.
        ERROR_ACCEPTED,
        /// States no rate limits.
        LIMITS_SILENT,
        /// 429 without a word on when to come back.
        LIMITS_BARE,
        /// Three requests are left of the minute's.
        QUOTA_GONE,
        /// Works on for `delay` after its caller has left, and keeps the next call waiting so long.
        CANCEL_IGNORED
    }

    public static SimFault of(Kind kind) {
        return new SimFault(kind, kind == Kind.SLOW ? Duration.ofSeconds(8) : Duration.ofSeconds(2), 12);
    }

    /// Reads `KIND` or `KIND;delay=SECONDS;after=TOKENS`; the kind may also be a status: 429, 500, 503, 401.
    public static Optional<SimFault> parse(String text) {
        var parts = text.trim().split(";", -1);
        var kind = switch (parts[0].trim()) {
            case "429" -> Optional.of(Kind.RATE_LIMITED);
            case "500" -> Optional.of(Kind.SERVER_ERROR);
            case "503" -> Optional.of(Kind.OVERLOADED);
            case "401" -> Optional.of(Kind.AUTH);
            default -> Word.parse(Kind.class, parts[0].trim());
        };
        return kind.map(found -> {
            var fault = of(found);
            for (int i = 1; i < parts.length; i++) {
                fault = fault.setting(parts[i].trim());
            }
            return fault;
        });
    }

    private SimFault setting(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || !text.substring(equals + 1).matches("\\d{1,6}")) {
            return this;
        }
        int number = Integer.parseInt(text.substring(equals + 1));
        return switch (text.substring(0, equals)) {
            case "delay" -> waiting(Duration.ofSeconds(number));
            case "after" -> after(number);
            default -> this;
        };
    }

    public SimFault waiting(Duration other) {
        return new SimFault(kind, other, afterTokens);
    }

    public SimFault after(int tokens) {
        return new SimFault(kind, delay, tokens);
    }
}
