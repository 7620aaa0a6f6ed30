package dev.tollgate.gateway.term;

/// A provider's wire format.
public enum Dialect implements Word {
    /// OpenAI's own and all that imitate it: chat, Responses, completions, embeddings.
    OPENAI,
    ANTHROPIC,
    GEMINI,
    VERTEX,
    BEDROCK,
    OLLAMA
}
