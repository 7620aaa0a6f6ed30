package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.config.AwsRegion;
import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.upstream.Tap.Heard;
import dev.tollgate.gateway.wire.Head;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes exchanges as people read and repeat them: bounded, the secret as `$NAME`. Pure.
final class Curl {
    /// Characters of a body that are shown.
    static final int MOST = 12_000;

    private static final Set<String> OURS = Set.of("user-agent", "accept-encoding", "via");

    private Curl() {}

    /// One line for a POSIX shell that makes the call again.
    static String line(Heard heard, Provider provider) {
        var line = new StringBuilder("curl -sS -i -N ").append(quoted(heard.url().toString()));
        boolean signed = heard.sentHead().first("x-amz-date").isPresent();
        if (signed) {
            line.append(" --aws-sigv4 ").append(quoted("aws:amz:" + AwsRegion.of(provider).orElse("") + ":bedrock"))
                    .append(" --user \"$").append(secret(provider)).append('"');
        }
        for (var field : heard.sentHead().fields()) {
            var name = field.name().toLowerCase(Locale.ROOT);
            if (signed && (name.equals("authorization") || name.startsWith("x-amz-"))) {
                continue; // of that moment only: curl signs for itself
            }
            if (name.equals("authorization")) {
                line.append(" -H \"Authorization: Bearer $").append(secret(provider)).append('"');
            } else if (!OURS.contains(name)) {
                line.append(" -H ").append(quoted(field.name() + ": " + field.value()));
            }
        }
        return line.append(" -d ").append(quoted(heard.sent())).toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /// The variable that holds the provider's key, or the one that people would name so.
    static String secret(Provider provider) {
        return provider.credentials().stream().map(Credential::secret).map(Curl::variable).flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> provider.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + "_API_KEY");
    }

    private static Optional<String> variable(Secret secret) {
        return secret instanceof Secret.Env(var name) ? Optional.of(name) : Optional.empty();
    }

    static String sent(Heard heard) {
        return bounded("POST " + heard.url() + "\n" + fields(heard.sentHead()) + "\n" + heard.sent());
    }

    static String received(Heard heard) {
        return heard.status() == 0
                ? "Nothing came back."
                : bounded("HTTP " + heard.status() + "\n" + fields(heard.head()) + "\n" + heard.received());
    }

    private static String fields(Head head) {
        return head.fields().stream().map(f -> f.name() + ": " + f.value() + "\n").collect(Collectors.joining());
    }

    private static String bounded(String text) {
        return text.length() <= MOST
                ? text
                : text.substring(0, MOST) + "\n… " + (text.length() - MOST) + " more characters";
    }
}
