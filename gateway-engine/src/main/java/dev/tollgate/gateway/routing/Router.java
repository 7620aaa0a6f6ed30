package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.routing.Routed.Planned;
import org.jspecify.annotations.Nullable;

/// Orders a route's targets (strategy `fallback`: as written) and says of each why it stands there or was left out.
/// Takes nothing and changes nothing, so it may be asked as often as one likes. Thread-safe.
public final class Router {
    private final Health health;

    public Router(Health health) {
        this.health = health;
    }

    /// Who may serve this call. Where every target that could serve it rests, nobody may: the answer tells when the
    /// first is back.
    public Routed plan(Question question, GatewayConfig config) {
        var draft = new Draft(question, health);
        for (Target target : question.route().targets()) {
            var provider = provider(config, target.provider());
            if (provider == null) {
                draft.missing(target);
            } else {
                draft.consider(target, provider);
            }
        }
        draft.lastResort();
        return draft.isEmpty() ? draft.noTarget() : new Planned(draft.plan());
    }

    private static @Nullable Provider provider(GatewayConfig config, String name) {
        for (Provider provider : config.providers()) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        return null;
    }
}
