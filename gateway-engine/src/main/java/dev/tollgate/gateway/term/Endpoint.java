package dev.tollgate.gateway.term;

/// What kind of call a client made.
public enum Endpoint implements Word {
    CHAT(Protocol.CHAT, true),
    COMPLETIONS(Protocol.CHAT, false),
    EMBEDDINGS(Protocol.CHAT, false),
    RESPONSES(Protocol.RESPONSES, true),
    MESSAGES(Protocol.MESSAGES, true),
    GENERATE(Protocol.GEMINI, true),
    /// Pictures made, changed or varied.
    IMAGES(Protocol.CHAT, false),
    /// Text spoken, or speech written down.
    AUDIO(Protocol.CHAT, false),
    MODERATIONS(Protocol.CHAT, false),
    /// Documents put in the order of their worth for a query.
    RERANK(Protocol.CHAT, false),
    FILES(Protocol.CHAT, false),
    BATCHES(Protocol.CHAT, false),
    /// How many tokens a question has; nobody answers it.
    COUNT_TOKENS(Protocol.MESSAGES, false),
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

    /// The protocol it is mostly a part of. Counting and embeddings have forms in several: there the call itself knows.
    public Protocol protocol() {
        return protocol;
    }

    /// Whether turns of a conversation go in and the next one comes out: such a call can be converted to another
    /// protocol's.
    public boolean isConversation() {
        return conversation;
    }

    /// Whether a model writes an answer whose length a caller may cap.
    public boolean writes() {
        return conversation || this == COMPLETIONS;
    }
}
