package dev.tollgate.gateway.wire.neutral;

/// A provider's answer that cannot be what it claims to be: fault `malformed`.
public final class Garbled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param what completes "the provider …", such as `sent a tool call without a name`
    public Garbled(String what) {
        super(what, null, false, false);
    }

    public String said() {
        return String.valueOf(getMessage());
    }
}
