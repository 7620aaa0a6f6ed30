package dev.tollgate.console.routes;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Provider;
import java.util.ArrayList;
import java.util.Optional;

/// One change of one provider.
///
/// @param before the provider as it was when editing began; empty for a new one
/// @param after as it shall be; empty to remove it
/// @param place where it stands among the others then, from 0; -1: where it stood, a new one at the end
record ProviderEdit(Optional<Provider> before, Optional<Provider> after, int place) {
    static ProviderEdit of(Provider before, Provider after) {
        return new ProviderEdit(Optional.of(before), Optional.of(after), -1);
    }

    /// The way back once it is in force.
    ///
    /// @param was where it stood before
    ProviderEdit undone(int was) {
        return new ProviderEdit(/* before= */ after, /* after= */ before, was);
    }

    boolean clashes(GatewayConfig config) {
        var name = before.or(() -> after).map(Provider::name).orElse("");
        return !config.provider(name).equals(before);
    }

    GatewayConfig into(GatewayConfig config) {
        var providers = new ArrayList<>(config.providers());
        int stood = before.map(providers::indexOf).orElse(-1);
        if (stood >= 0) {
            providers.remove(stood);
        }
        int at = place >= 0 ? place : stood >= 0 ? stood : providers.size();
        after.ifPresent(next -> providers.add(Math.min(at, providers.size()), next));
        return config.withProviders(providers);
    }
}
