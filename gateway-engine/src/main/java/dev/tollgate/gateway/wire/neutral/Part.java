package dev.tollgate.gateway.wire.neutral;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A piece of a turn. Immutable.
public sealed interface Part {
    /// @param cache the mark behind which a provider may cache, as the client wrote it (`cache_control`)
    record Text(String text, Optional<JsonNode> cache) implements Part {
        public static Text of(String text) {
            return new Text(text, Optional.empty());
        }
    }

    /// The model's own words for saying no.
    record Refusal(String text) implements Part {}

    /// What is not text.
    enum Kind {
        IMAGE,
        DOCUMENT,
        AUDIO,
        VIDEO
    }

    /// Where the bytes of a picture or file are.
    sealed interface Source {
        /// @param base64 as the client sent it
        record Data(String base64) implements Source {
            /// Whether the text is base64, its padding and line ends as they may be.
            public static boolean isBase64(String text) {
                int length = 0;
                int padding = 0;
                for (int i = 0; i < text.length(); i++) {
                    char c = text.charAt(i);
                    boolean digit =
                            (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+'
                                    || c == '/';
                    if (digit ? padding > 0 : "=\r\n".indexOf(c) < 0) {
                        return false;
                    }
                    padding += c == '=' ? 1 : 0;
                    length += digit ? 1 : 0;
                }
                return length > 0 && length % 4 != 1 && padding <= 2;
            }
        }

        record Link(String url) implements Source {}

        /// Uploaded before, known to one provider only.
        record Stored(String id) implements Source {}

        /// A document that is plain text.
        record Plain(String text) implements Source {}
    }

    /// @param mime such as `image/png`; empty where the client does not say
    /// @param name of the file
    /// @param detail how closely to look (`low`, `high`)
    record Media(Kind kind, Source source, String mime, Optional<String> name, Optional<String> detail,
            Optional<JsonNode> cache) implements Part {}

    /// The model wants a tool called.
    ///
    /// @param arguments JSON text as the model wrote it; plain text where the tool takes any text (`freeform`)
    /// @param seal what the provider wants back with the call (Gemini)
    record Call(String id, String name, String arguments, boolean freeform, Optional<Seal> seal) implements Part {}

    /// What a tool gave; stands in a user's turn.
    ///
    /// @param id the call's
    /// @param name the tool's; empty where the client's protocol does not repeat it
    record Result(String id, String name, List<Part> content, boolean error, Optional<JsonNode> cache)
            implements
                Part {
        public Result {
            content = List.copyOf(content);
        }
    }

    /// The model's reasoning.
    ///
    /// @param text what may be read of it, a summary or all; empty where nothing
    /// @param hidden there is no text by the provider's will (`redacted_thinking`)
    record Thought(String text, Optional<Seal> seal, boolean hidden) implements Part {}
}
