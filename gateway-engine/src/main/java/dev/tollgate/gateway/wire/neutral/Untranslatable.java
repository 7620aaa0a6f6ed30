package dev.tollgate.gateway.wire.neutral;

/// A request cannot be carried over: it is wrong, or asks for what the other protocol has no words for. Becomes a 400
/// that names the field.
public final class Untranslatable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String field;

    /// @param field its path, such as `messages[2].content`
    /// @param message a sentence for people that names the field and what to do; quotes nothing of the content
    public Untranslatable(String field, String message) {
        super(message, null, false, false);
        this.field = field;
    }

    public String field() {
        return field;
    }

    public String said() {
        return String.valueOf(getMessage());
    }
}
