package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.term.TargetId;
import java.util.Optional;
import java.util.OptionalLong;

/// One rung of a plan: a target with one of its provider's credentials.
///
/// @param id its model is the name sent upstream
/// @param reason why it stands here, in words
public record Choice(TargetId id, Target target, Provider provider, String reason) {
    /// The provider's key it is called with; empty where the provider needs none.
    public Optional<Credential> credential() {
        return id.credential().isEmpty()
                ? Optional.empty()
                : Optional.of(provider.credentials().get(Integer.parseInt(id.credential()) - 1));
    }

    /// Tokens that the model reads, as the target says or as far as it is known.
    public OptionalLong context() {
        return target.context().isPresent()
                ? target.context()
                : Catalogue.model(provider, id.model()).map(known -> known.context()).orElse(OptionalLong.empty());
    }

    Choice because(String other) {
        return new Choice(id, target, provider, other);
    }

    /// The same model at the same provider, with another credential.
    public boolean twinOf(Choice other) {
        return id.provider().equals(other.id.provider()) && id.model().equals(other.id.model());
    }
}
