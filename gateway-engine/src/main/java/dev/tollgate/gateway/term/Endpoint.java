package dev.tollgate.gateway.term;

/// What kind of call a client made.
public enum Endpoint implements Word {
    CHAT(Protocol.CHAT, true),
    COMPLETIONS(Protocol.CHAT, false),
    EMBEDDINGS(Protocol.CHAT, false),
    RESPONSES(Protocol.RESPONSES, true),
    MESSAGES(Protocol.MESSAGES, true),
    GENERATE(Protocol.GEMINI, true),
    /// Bedrock's, which no client calls here: conversations are converted to it.
    CONVERSE(Protocol.CONVERSE, true),
    /// Ollama's own chat, which no client calls here.
    OLLAMA_CHAT(Protocol.OLLAMA, true);

    private final Protocol protocol;
    private final boolean conversation;

    Endpoint(Protocol protocol, boolean conversation) {
        this.protocol = protocol;
        this.conversation = conversation;
    }

    /// The protocol it is a part of: its errors have that protocol's shape.
    public Protocol protocol() {
        return protocol;
    }

    /// Whether turns of a conversation go in and the next one comes out: such a call can be converted to another
    /// protocol's.
    public boolean isConversation() {
        return conversation;
    }
}
