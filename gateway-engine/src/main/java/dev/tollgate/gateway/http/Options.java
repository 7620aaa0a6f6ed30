package dev.tollgate.gateway.http;

import dev.tollgate.gateway.config.Listen;
import java.time.Duration;
import java.util.List;

/// What a listener accepts and how long it waits.
///
/// @param port 0 takes a free one, the same for all hosts
/// @param allowedHosts names besides the machine's own; `*.example.org` and `*` are understood
/// @param allowedOrigins exact origins, or schemes such as `app://`
/// @param headTimeout from a head's first byte to its end
/// @param bodyIdle how long a body may make no progress; on average it must bring 1 kB a second after that
/// @param idle how long a kept connection may rest between requests
public record Options(List<String> hosts, int port, List<String> allowedHosts, List<String> allowedOrigins,
        Duration headTimeout, int maxHeadBytes, Duration bodyIdle, Duration idle) {
    public Options {
        hosts = List.copyOf(hosts);
        allowedHosts = List.copyOf(allowedHosts);
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /// As the configuration says, with the usual limits for what it does not name.
    public static Options of(Listen listen) {
        return new Options(listen.hosts(), listen.port(), listen.allowedHosts(), listen.allowedOrigins(),
                listen.headTimeout(), 64_000, Duration.ofSeconds(30), Duration.ofMinutes(5));
    }

    /// A port of 127.0.0.1 (0: a free one), for tests and in-process servers.
    public static Options loopback(int port) {
        return of(Listen.DEFAULTS.withPort(port));
    }
}
