package dev.tollgate.gateway.term;

/// Why an attempt failed. Classified once, where the evidence is; everything later switches over it.
public enum Fault implements Word {
    CONNECT,
    TLS,
    TIMEOUT_CONNECT,
    TIMEOUT_FIRST_TOKEN,
    TIMEOUT_RESPONSE,
    TIMEOUT_IDLE,
    TIMEOUT_TOTAL,
    RATE_LIMITED,
    OVERLOADED,
    SERVER_ERROR,
    BAD_REQUEST,
    AUTH,
    NOT_FOUND,
    CONTEXT_LENGTH,
    CONTENT_FILTER,
    MALFORMED,
    STREAM_CUT,
    STREAM_ERROR,
    INVALID_JSON,
    REFUSAL,
    CLIENT_GONE,
    CUT;

    /// Whether this says something about the target's health: what the client or the operator did does not.
    public boolean againstTarget() {
        return switch (this) {
            case CLIENT_GONE, CUT, BAD_REQUEST, CONTEXT_LENGTH, CONTENT_FILTER, INVALID_JSON, REFUSAL -> false;
            case CONNECT, TLS, TIMEOUT_CONNECT, TIMEOUT_FIRST_TOKEN, TIMEOUT_RESPONSE, TIMEOUT_IDLE, TIMEOUT_TOTAL,
                    RATE_LIMITED, OVERLOADED, SERVER_ERROR, AUTH, NOT_FOUND, MALFORMED, STREAM_CUT, STREAM_ERROR ->
                true;
        };
    }
}
