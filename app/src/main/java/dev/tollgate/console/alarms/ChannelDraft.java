package dev.tollgate.console.alarms;

import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.config.Secret;
import java.util.Optional;
import java.util.function.Function;

/// A channel as it stands in the editor, with nothing wrong.
///
/// @param before as it was when editing began; empty for a new one
record ChannelDraft(Optional<Channel> before, String name, String webhook, Signed signed) {
    /// What messages are signed with.
    sealed interface Signed {
        /// As it is kept already.
        record Kept(Secret secret) implements Signed {}

        /// Pasted or made just now, and not kept yet.
        record Fresh(String secret) implements Signed {
            @Override
            public String toString() {
                return "a new secret";
            }
        }

        /// Not at all.
        record Not() implements Signed {}
    }

    /// @param keep where a fresh secret goes
    Channel channel(Function<String, Secret> keep) {
        return new Channel(name, webhook, switch (signed) {
            case Signed.Kept(var secret) -> Optional.of(secret);
            case Signed.Fresh(var secret) -> Optional.of(keep.apply(secret));
            case Signed.Not _ -> Optional.empty();
        });
    }

    /// With the secret itself in it, to be tried and checked, never to be kept.
    Channel written() {
        return channel(Secret.Literal::new);
    }
}
