package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Secret;
import java.util.ArrayList;
import java.util.List;

/// Who a kept key may be sent to: the address it was given for. A change that names the key by its reference at
/// another address would hand it to whoever answers there.
final class Receivers {
    private final GatewayConfig now;

    Receivers(GatewayConfig now) {
        this.now = now;
    }

    /// A mistake for every provider of the next configuration that would be sent another one's key.
    List<Problem> wrongIn(GatewayConfig next) {
        var found = new ArrayList<Problem>();
        for (var provider : next.providers()) {
            for (int i = 0; i < provider.credentials().size(); i++) {
                var secret = provider.credentials().get(i).secret();
                if (isKept(secret) && isOfAnother(secret, provider)) {
                    found.add(Problem.error("providers." + provider.name() + ".credentials[" + i + "]", 0,
                            "this key was given for another address, and at " + provider.baseUrl()
                                    + " somebody else may answer; give the key for this address, or leave it out"));
                }
            }
        }
        return found;
    }

    private static boolean isKept(Secret secret) {
        return switch (secret) {
            case Secret.Stored _,Secret.Keychain _,Secret.Literal _ -> true;
            // Named by whoever wrote the configuration, and read where it says.
            case Secret.Env _,Secret.InFile _,Secret.Hashed _ -> false;
        };
    }

    private boolean isOfAnother(Secret secret, Provider provider) {
        var owners = now.providers().stream()
                .filter(known -> known.credentials().stream().anyMatch(c -> c.secret().equals(secret))).toList();
        return !owners.isEmpty() && owners.stream().noneMatch(o -> o.baseUrl().equals(provider.baseUrl()));
    }
}
