package dev.tollgate.gateway;

import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.OwnerFiles;
import dev.tollgate.gateway.config.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
        return config.adminKey().flatMap(secrets::read).filter(key -> !key.isBlank())
                .or(() -> Optional.ofNullable(options.environment().get(VARIABLE)).filter(key -> !key.isBlank()))
                .orElseGet(() -> kept(options.home().resolve("admin.key")));
    }

    /// A file that a full disk left empty is no key: whoever sends none would be let in.
    private static String kept(Path file) {
        try {
            if (Files.notExists(file) || Files.readString(file).isBlank()) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException fault) {
            throw new UncheckedIOException("The admin key " + file + " can be neither read nor made: "
                    + FileFault.of(fault).withPlace(), fault);
        }
    }

    private static void make(Path file) throws IOException {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        var line = "tga-" + HexFormat.of().formatHex(bytes) + System.lineSeparator();
        OwnerFiles.replace(file, line.getBytes(StandardCharsets.US_ASCII));
    }
}
