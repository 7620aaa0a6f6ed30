package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/// What the gateway must know of a request body; the bytes stay as they came.
///
/// @param usageAsked the client itself asked for the usage chunk of a stream
/// @param maxOutput the smallest of the caps it set, or the one set for it
/// @param largestOutput the largest cap that any reader of the body could take for the one that holds
/// @param added whether `maxOutput` was set by the gateway and has to be written into the body
/// @param choices `n`, 1 or more
/// @param inputBytes an upper bound of the text in bytes (base64 data apart)
/// @param metadata top-level `user`, `safety_identifier`, `session_id`, `prompt_cache_key` … and `metadata.NAME`
/// @param spans where the editable parts stand in `body`
/// @param steps a hash of each tool call of the conversation, name and arguments, in order; the last few hundred
public record Ask(Endpoint endpoint, String model, boolean stream, boolean usageAsked, OptionalLong maxOutput,
        OptionalLong largestOutput, boolean added, int choices, long inputBytes, boolean tools, boolean images,
        boolean json, Map<String, String> metadata,
        byte[] body, Spans spans, long[] steps) {
    /// Tells bodies apart, so that one that comes again is noticed; nothing of it can be read back.
    public long fingerprint() {
        var sum = new CRC32C();
        sum.update(body);
        return ((long) body.length << 32) ^ sum.getValue();
    }

    /// Byte offsets into the body.
    ///
    /// @param models each top-level `model` value, quotes included
    /// @param open just behind the first `{`
    /// @param streamOptions just behind the `{` of `stream_options`, for Gemini of `generationConfig`
    /// @param includeUsage the value of `stream_options.include_usage`, as from, to
    /// @param nullCaps each top-level cap of the output that is null, quotes of its name left out
    public record Spans(List<Span> models, int open, OptionalInt streamOptions, List<Span> includeUsage,
            List<NullCap> nullCaps) {}

    /// `"max_tokens": null`: says nothing, but has the last word where it stands.
    public record NullCap(String field, Span value) {}

    /// From inclusive, to exclusive.
    public record Span(int from, int to) {}

    /// The same call with this many output tokens at most, where it sets no cap itself.
    public Ask capped(long most) {
        return new Ask(endpoint, model, stream, usageAsked, OptionalLong.of(most), OptionalLong.of(most), true, choices,
                inputBytes, tools, images, json, metadata, body, spans, steps);
    }
}
