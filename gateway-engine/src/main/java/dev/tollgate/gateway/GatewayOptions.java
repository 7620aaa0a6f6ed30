package dev.tollgate.gateway;

import dev.tollgate.gateway.config.KeychainBackend;
import dev.tollgate.gateway.time.Time;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How a gateway is opened.
///
/// @param home where ledger, secrets and lock live
/// @param configFile makes this file the source of truth
/// @param port overrides the configured one; 0 takes a free one
/// @param starter YAML for a home that has no configuration yet; empty: the guarded default of a new home
/// @param environment reads an environment variable; null where it is not set
/// @param keychain where pasted keys go and `keychain:NAME` is looked up; empty, as at first: the home's encrypted
///     file alone, so that throw-away homes leave nothing behind
public record GatewayOptions(Path home, Optional<Path> configFile, OptionalInt port, Optional<String> starter,
        Environment environment, ZoneId zone, Time time, Optional<KeychainBackend> keychain) {
    /// Environment variables, replaceable.
    public interface Environment {
        @Nullable
        String get(String name);
    }

    public static GatewayOptions of(Path home) {
        return new GatewayOptions(home, Optional.empty(), OptionalInt.empty(), Optional.empty(), System::getenv,
                ZoneId.systemDefault(), Time.system(), Optional.empty());
    }

    public GatewayOptions withConfigFile(Path file) {
        return with(o -> new GatewayOptions(o.home, Optional.of(file), o.port, o.starter, o.environment, o.zone,
                o.time, o.keychain));
    }

    public GatewayOptions withPort(int next) {
        return with(o -> new GatewayOptions(o.home, o.configFile, OptionalInt.of(next), o.starter, o.environment,
                o.zone, o.time, o.keychain));
    }

    public GatewayOptions withStarter(String yaml) {
        return with(o -> new GatewayOptions(o.home, o.configFile, o.port, Optional.of(yaml), o.environment, o.zone,
                o.time, o.keychain));
    }

    /// With the keychain of this system, or one that stands in for it.
    public GatewayOptions withKeychain(KeychainBackend next) {
        return with(o -> new GatewayOptions(o.home, o.configFile, o.port, o.starter, o.environment, o.zone, o.time,
                Optional.of(next)));
    }

    private GatewayOptions with(UnaryOperator<GatewayOptions> change) {
        return change.apply(this);
    }
}
