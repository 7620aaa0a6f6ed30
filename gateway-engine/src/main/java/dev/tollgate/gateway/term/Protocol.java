package dev.tollgate.gateway.term;

/// How a conversation is written on the wire: what a client speaks to us, or we to a provider.
public enum Protocol implements Word {
    /// OpenAI's chat completions and everything of OpenAI's that is no conversation.
    CHAT,
    /// OpenAI's Responses.
    RESPONSES,
    /// Anthropic's Messages.
    MESSAGES,
    /// Google's `generateContent`.
    GEMINI,
    /// Bedrock's Converse.
    CONVERSE,
    /// Ollama's own `/api/chat`.
    OLLAMA
}
