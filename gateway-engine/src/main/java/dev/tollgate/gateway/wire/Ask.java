package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What the gateway must know of a request body; the bytes stay as they came.
///
/// @param usageAsked the client itself asked for the usage chunk of a stream
/// @param maxOutput the smallest of the caps it set
/// @param choices `n`, 1 or more
/// @param inputBytes an upper bound of the text in bytes (base64 data apart)
/// @param metadata top-level `user`, `safety_identifier`, `session_id`, `prompt_cache_key` … and `metadata.NAME`
/// @param spans where the editable parts stand in `body`
public record Ask(Endpoint endpoint, String model, boolean stream, boolean usageAsked, OptionalLong maxOutput,
        int choices, long inputBytes, boolean tools, boolean images, boolean json, Map<String, String> metadata,
        byte[] body, Spans spans) {
    /// Byte offsets into the body.
    ///
    /// @param models each top-level `model` value, quotes included
    /// @param open just behind the first `{`
    /// @param streamOptions just behind the `{` of `stream_options`
    /// @param includeUsage the value of `stream_options.include_usage`, as from, to
    public record Spans(List<Span> models, int open, OptionalInt streamOptions, List<Span> includeUsage) {}

    /// From inclusive, to exclusive.
    public record Span(int from, int to) {}
}
