package dev.tollgate.gateway.config;

import java.time.Duration;
import java.util.List;

/// Where and what the listener accepts.
///
/// @param port 0 takes a free one
/// @param maxBody bytes of a JSON body, exactly this many still pass
/// @param maxMultipart bytes of a form with files, which is spooled to disk
public record Listen(List<String> hosts, int port, List<String> allowedHosts, List<String> allowedOrigins, long maxBody,
        long maxMultipart, Duration headTimeout) {
    public static final Listen DEFAULTS = new Listen(List.of("127.0.0.1"), 4100, List.of(),
            List.of("app://", "tauri://", "vscode-webview://"), 64_000_000, 512_000_000, Duration.ofSeconds(10));

    public Listen {
        hosts = List.copyOf(hosts);
        allowedHosts = List.copyOf(allowedHosts);
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    public Listen withHosts(List<String> next) {
        return new Listen(next, port, allowedHosts, allowedOrigins, maxBody, maxMultipart, headTimeout);
    }

    public Listen withAllowedHosts(List<String> next) {
        return new Listen(hosts, port, next, allowedOrigins, maxBody, maxMultipart, headTimeout);
    }

    public Listen withPort(int other) {
        return new Listen(hosts, other, allowedHosts, allowedOrigins, maxBody, maxMultipart, headTimeout);
    }
}
