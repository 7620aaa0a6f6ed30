package dev.tollgate.gateway.access;

import dev.tollgate.gateway.config.KeyEntry;
import java.util.Optional;

/// Who calls, from the head alone: known before a byte of the body is read. Immutable.
public sealed interface Identified {
    /// One of our keys, perhaps expired or paused: [Access#grant] tells.
    record Known(KeyEntry key) implements Identified {}

    /// No key of ours.
    ///
    /// @param sent something was sent where a key stands
    /// @param looksLike whose key it seems to be, in words: `an OpenAI key`
    /// @param message for the client; never quotes what was sent
    record Unknown(boolean sent, Optional<String> looksLike, String message) implements Identified {}
}
