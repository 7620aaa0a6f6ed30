package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.chat.ChatForm;
import dev.tollgate.gateway.wire.converse.ConverseForm;
import dev.tollgate.gateway.wire.gemini.GeminiForm;
import dev.tollgate.gateway.wire.messages.MessagesForm;
import dev.tollgate.gateway.wire.neutral.Form;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.ollama.OllamaForm;
import dev.tollgate.gateway.wire.responses.ResponsesForm;

/// The words of each protocol that conversations are written in.
public final class Forms {
    private static final Form CHAT = new ChatForm();
    private static final Form RESPONSES = new ResponsesForm();
    private static final Form MESSAGES = new MessagesForm();
    private static final Form GEMINI = new GeminiForm();
    private static final ProviderForm OLLAMA = new OllamaForm();
    private static final ProviderForm CONVERSE = new ConverseForm();

    private Forms() {}

    /// For a protocol that clients speak.
    ///
    /// @throws IllegalArgumentException for one that only providers speak
    public static Form of(Protocol protocol) {
        return switch (protocol) {
            case CHAT -> CHAT;
            case RESPONSES -> RESPONSES;
            case MESSAGES -> MESSAGES;
            case GEMINI -> GEMINI;
            case CONVERSE, OLLAMA -> throw new IllegalArgumentException("no client speaks " + protocol);
        };
    }

    /// @throws IllegalArgumentException for a protocol that is not spoken yet; the configuration refuses those
    public static ProviderForm provider(Protocol protocol) {
        return switch (protocol) {
            case CHAT, RESPONSES, MESSAGES, GEMINI -> of(protocol);
            case OLLAMA -> OLLAMA;
            case CONVERSE -> CONVERSE;
        };
    }
}
