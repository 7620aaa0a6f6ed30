package dev.tollgate.gateway;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// The key of the gateway's own endpoints: configured, else from the environment, else made into the home.
final class AdminKey {
    private static final String VARIABLE = "TOLLGATE_ADMIN_KEY";

    private AdminKey() {}

    static String of(GatewayConfig config, Secrets secrets, GatewayOptions options) {
        return config.adminKey().flatMap(secrets::read)
                .or(() -> Optional.ofNullable(options.environment().get(VARIABLE)))
                .orElseGet(() -> kept(options.home().resolve("admin.key")));
    }

    private static String kept(Path file) {
        try {
            if (Files.notExists(file)) {
                var bytes = new byte[24];
                new SecureRandom().nextBytes(bytes);
                Files.createFile(file);
                PrivateFolder.restrict(file, "rw-------");
                Files.writeString(file, "tga-" + HexFormat.of().formatHex(bytes) + System.lineSeparator());
            }
            return Files.readString(file).strip();
        } catch (IOException fault) {
            throw new UncheckedIOException("the admin key " + file + " can be neither read nor made", fault);
        }
    }
}
