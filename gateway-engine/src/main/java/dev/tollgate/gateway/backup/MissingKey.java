package dev.tollgate.gateway.backup;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.control.Sealing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A secret that a configuration names and this machine does not give.
///
/// @param place where it stands in the configuration: `providers openai credentials 1`
/// @param what why it is not to be had and what to do, in words
public record MissingKey(String place, String what) {
    private static final String PROVIDERS = "providers ";

    /// Every one of them, by place. Asks disk and keychain, so never on the JavaFX thread.
    public static List<MissingKey> of(GatewayConfig config, Secrets secrets) {
        var found = new ArrayList<MissingKey>();
        Sealing.references(config).forEach((place, reference) -> {
            var name = reference.substring(reference.indexOf(':') + 1);
            var secret = switch (reference.substring(0, reference.indexOf(':'))) {
                case "stored" -> new Secret.Stored(name);
                case "env" -> new Secret.Env(name);
                case "file" -> new Secret.InFile(name);
                default -> new Secret.Keychain(name);
            };
            secrets.problem(secret).ifPresent(why -> found.add(new MissingKey(place, what(secret, why))));
        });
        return found.stream().sorted(Comparator.comparing(MissingKey::place)).toList();
    }

    private static String what(Secret secret, String why) {
        return switch (secret) {
            case Secret.Stored _ -> "paste the key again (" + why.replace("; paste it again", "") + ")";
            case Secret.Keychain(String name) -> "paste the key again, or unlock the keychain (" + name + " in it: "
                    + why.replaceFirst(";.*", "") + ")";
            case Secret.Env(String name) -> "needs the environment variable " + name
                    + ": set it and start Tollgate again";
            case Secret.InFile(String path) -> "needs the file " + path + ", which is absent, empty or not readable";
            case Secret.Hashed _,Secret.Literal _ -> why;
        };
    }

    /// The provider it belongs to; empty where it is another's.
    public Optional<String> provider() {
        int end = place.indexOf(" credentials");
        return place.startsWith(PROVIDERS) && end > 0
                ? Optional.of(place.substring(PROVIDERS.length(), end))
                : Optional.empty();
    }

    public String words() {
        return place + ": " + what;
    }
}
