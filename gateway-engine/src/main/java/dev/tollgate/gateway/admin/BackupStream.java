package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.backup.Backups;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `POST backup`: what the command `tollgate backup` writes of a home that a running process holds.
final class BackupStream {
    private final Backups backups;

    BackupStream(Backups backups) {
        this.backups = backups;
    }

    /// @return why it was not made, where nothing was sent yet
    /// @throws Parameters.Wrong where the passphrase will not do
    Optional<String> serve(Exchange exchange, JsonNode body) throws IOException {
        var phrase = phrase(body);
        var out = new Body(exchange);
        try {
            backups.stream(out, phrase);
            exchange.end(new byte[0]);
            return Optional.empty();
        } catch (IOException failed) {
            if (exchange.committed()) {
                throw failed;
            }
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }

    /// Absent: without provider keys. What is given and will not do is the caller's mistake.
    private static Optional<char[]> phrase(JsonNode body) {
        var given = Fields.of(body, "passphrase").text("passphrase");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        var phrase = given.get().toCharArray();
        Backups.wrong(phrase).ifPresent(why -> {
            throw new Parameters.Wrong("passphrase", why + ".");
        });
        return Optional.of(phrase);
    }

    /// The head goes with the first bytes.
    private static final class Body extends OutputStream {
        private final Exchange exchange;

        Body(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (!exchange.committed()) {
                exchange.head(200, Head.of("Content-Type", "application/zip"));
            }
            exchange.write(bytes, from, from + count);
        }
    }
}
