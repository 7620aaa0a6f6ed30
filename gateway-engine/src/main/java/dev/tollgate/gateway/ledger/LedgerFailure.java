package dev.tollgate.gateway.ledger;

import org.jspecify.annotations.Nullable;

/// The database could not answer; the message says why. Nothing recorded is lost by it.
public final class LedgerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
