package dev.tollgate.gateway.wire.converse;

import dev.tollgate.gateway.wire.messages.Claude;

/// Whose model it is that Bedrock hosts, as far as its name tells: what it takes beyond the common words differs. The ARN
/// of an account's own profile tells nothing. Immutable.
///
/// @param claude what it takes; [Claude#version] is 0 where it is no Claude
record Family(boolean isClaude, boolean isNova, boolean untold, Claude claude) {
    /// The oldest Claude that caches.
    private static final int CACHING = 305;

    static Family of(String model) {
        boolean claude = model.contains("claude");
        boolean nova = model.contains("amazon.nova");
        return new Family(claude, nova, !claude && !nova && model.startsWith("arn:"),
                claude ? Claude.of(model) : new Claude(0, false));
    }

    /// Whether it takes marks behind which it may cache; the others refuse a call that has some.
    boolean caches() {
        return isNova || untold || (isClaude && claude.version() >= CACHING);
    }

    /// Nova caches no tools.
    boolean cachesTools() {
        return caches() && !isNova;
    }
}
