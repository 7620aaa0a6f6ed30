package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
/// @param inputBytes an upper bound of the text in bytes (base64 data apart); of what is to be spoken its characters
/// @param metadata top-level `user`, `safety_identifier`, `session_id`, `prompt_cache_key` … and `metadata.NAME`
/// @param spans where the editable parts stand in the body
/// @param steps a hash of each tool call of the conversation, name and arguments, in order; the last few hundred
/// @param body empty where it is a form with files
/// @param upload the form with files, which lies on disk
public record Ask(Called called, String model, boolean stream, boolean usageAsked, OptionalLong maxOutput,
        OptionalLong largestOutput, boolean added, int choices, long inputBytes, boolean tools, boolean images,
        boolean json, Map<String, String> metadata,
        byte[] body, Spans spans, long[] steps, Optional<Upload> upload) {
    /// A plain call with a body in memory.
    public Ask(Endpoint endpoint, String model, boolean stream, boolean usageAsked, OptionalLong maxOutput,
            OptionalLong largestOutput, boolean added, int choices, long inputBytes, boolean tools, boolean images,
            boolean json, Map<String, String> metadata, byte[] body, Spans spans, long[] steps) {
        this(Called.plain(endpoint), model, stream, usageAsked, maxOutput, largestOutput, added, choices, inputBytes,
                tools, images, json, metadata, body, spans, steps, Optional.empty());
    }

    public Endpoint endpoint() {
        return called.endpoint();
    }

    /// In whose words the client asks.
    public Protocol protocol() {
        return called.protocol();
    }

    /// Tells bodies apart, so that one that comes again is noticed; nothing of it can be read back.
    public long fingerprint() {
        var sum = new CRC32C();
        upload.ifPresentOrElse(form -> sum.update(form.bytes()), () -> sum.update(body));
        return (upload.map(form -> (long) form.bytes().limit()).orElse((long) body.length) << 32) ^ sum.getValue();
    }

    /// What is counted in pieces and known from the question alone: pictures wanted, characters to be spoken, seconds of
    /// sound that an upload can hold. Where the answer states none of it, this is what it is taken for.
    public Map<Unit, Long> pieces() {
        return switch (endpoint()) {
            case IMAGES -> Map.of(Unit.IMAGES, (long) choices);
            case AUDIO -> upload.isPresent()
                    ? Map.of(Unit.AUDIO_SECONDS, upload.get().likelySeconds())
                    : Map.of(Unit.CHARACTERS, inputBytes);
            case RERANK -> Map.of(Unit.SEARCH_UNITS, 1L);
            case CHAT, COMPLETIONS, EMBEDDINGS, RESPONSES, MESSAGES, GENERATE, MODERATIONS, FILES, BATCHES,
                    COUNT_TOKENS, CONVERSE, OLLAMA_CHAT ->
                Map.of();
        };
    }

    /// Byte offsets into the body.
    ///
    /// @param models each top-level `model` value, quotes included; of a form the bare values
    /// @param open just behind the first `{`
    /// @param streamOptions just behind the `{` of `stream_options`, for Gemini of `generationConfig`
    /// @param includeUsage the value of `stream_options.include_usage`, as from, to
    /// @param nullCaps each top-level cap of the output that is null, quotes of its name left out
    public record Spans(List<Span> models, int open, OptionalInt streamOptions, List<Span> includeUsage,
            List<NullCap> nullCaps) {
        /// Nothing that could be edited.
        public static final Spans NONE = new Spans(List.of(), 0, OptionalInt.empty(), List.of(), List.of());
    }

    /// `"max_tokens": null`: says nothing, but has the last word where it stands.
    public record NullCap(String field, Span value) {}

    /// From inclusive, to exclusive.
    public record Span(int from, int to) {}

    /// The same call with this many output tokens at most, where it sets no cap itself.
    public Ask capped(long most) {
        return new Ask(called, model, stream, usageAsked, OptionalLong.of(most), OptionalLong.of(most), true, choices,
                inputBytes, tools, images, json, metadata, body, spans, steps, upload);
    }

    /// A call without anything to read: only asks for what somebody keeps.
    public static Ask bodiless(Called called) {
        return new Ask(called, called.endpoint().word(), false, false, OptionalLong.empty(), OptionalLong.empty(),
                false, 1, 0, false, false,
                false, Map.of(), new byte[0], Spans.NONE, new long[0], Optional.empty());
    }
}
