package dev.tollgate.gateway.wire.neutral;

import dev.tollgate.gateway.term.Protocol;
import org.jspecify.annotations.Nullable;

/// A request cannot be carried over: it is wrong, or asks for what the other protocol has no words for. Becomes a 400
/// that names the field as the client's protocol does.
public final class Untranslatable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Parts of a request that every protocol has under a name of its own.
    public enum Place {
        CONVERSATION,
        SYSTEM,
        FORMAT;

        String in(Protocol client) {
            return switch (this) {
                case CONVERSATION -> switch (client) {
                    case RESPONSES -> "input";
                    case GEMINI -> "contents";
                    case CHAT, MESSAGES, CONVERSE, OLLAMA -> "messages";
                };
                case SYSTEM -> switch (client) {
                    case RESPONSES -> "instructions";
                    case GEMINI -> "systemInstruction";
                    case CHAT -> "messages";
                    case MESSAGES, CONVERSE, OLLAMA -> "system";
                };
                case FORMAT -> switch (client) {
                    case RESPONSES -> "text.format";
                    case GEMINI -> "generationConfig.responseSchema";
                    case MESSAGES -> "output_format";
                    case CHAT, CONVERSE, OLLAMA -> "response_format";
                };
            };
        }
    }

    private final @Nullable Place place;
    private final String field;
    private final boolean wrong;

    private Untranslatable(@Nullable Place place, String field, String message, boolean wrong) {
        super(message, null, false, false);
        this.place = place;
        this.field = field;
        this.wrong = wrong;
    }

    /// Right, and not to be said in the other protocol.
    ///
    /// @param field its path, such as `messages[2].content`
    /// @param message a sentence for people that names the field and what to do; quotes nothing of the content
    public Untranslatable(String field, String message) {
        this(null, field, message, false);
    }

    /// Right, and not to be said in the other protocol.
    ///
    /// @param what completes "`messages` …"; quotes nothing of the content
    public Untranslatable(Place place, String what) {
        this(place, "", what, false);
    }

    /// Wrong in every protocol: missing, of another type, or without what it refers to.
    ///
    /// @param field its path, such as `messages[2].content`
    /// @param message a sentence for people that names the field and what to do; quotes nothing of the content
    public static Untranslatable wrong(String field, String message) {
        return new Untranslatable(null, field, message, true);
    }

    /// The same of a part that every protocol has.
    ///
    /// @param what completes "`messages` …"; quotes nothing of the content
    public static Untranslatable wrong(Place place, String what) {
        return new Untranslatable(place, "", what, true);
    }

    /// Whether the client's own protocol has it otherwise, too.
    public boolean isWrong() {
        return wrong;
    }

    /// The field as chat calls it.
    public String field() {
        return field(Protocol.CHAT);
    }

    /// The sentence with the fields' names of chat.
    public String said() {
        return said(Protocol.CHAT);
    }

    /// @param client whose request it is
    public String field(Protocol client) {
        return place == null ? field : place.in(client);
    }

    /// @param client whose request it is
    public String said(Protocol client) {
        var message = String.valueOf(getMessage());
        return place == null ? message : "`" + place.in(client) + "` " + message + ".";
    }
}
