package dev.tollgate.gateway.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.upstream.Tap;
import dev.tollgate.gateway.upstream.Transport;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Calls as people repeat them.
class CurlTest {
    /// Hears a call that is never answered.
    private static final class Deaf implements Transport {
        @Override
        public Reply send(Outgoing request, Progress progress) throws IOException {
            throw new IOException("nobody is there");
        }

        @Override
        public void close() {}
    }

    private static final class Unwatched implements Transport.Progress {
        @Override
        public void cancellable(Runnable cancel) {}

        @Override
        public void connected() {}

        @Override
        public void sent() {}
    }

    private static final Provider ACME = new Provider("acme", Dialect.BEDROCK,
            "https://bedrock-runtime.us-east-1.amazonaws.com", List.of(Credential.of(new Secret.Env("ACME"))), false,
            true, List.of(), Optional.empty(), Optional.empty());

    private static Tap.Heard heard(Head head) {
        var tap = new Tap();
        tap.during(() -> {
            try (var transport = Tap.on(new Deaf())) {
                transport.send(new Transport.Outgoing("POST", URI.create(ACME.baseUrl() + "/model/m/converse"), head,
                        List.of(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)))), new Unwatched());
            } catch (IOException deaf) {
                // what was sent is what counts
            }
        });
        return tap.heard().getFirst();
    }

    @Test
    void aSignedCallIsSignedByCurl() {
        var head = Head.of("Content-Type", "application/json", "Authorization", "AWS4-HMAC-SHA256 Credential=x",
                "X-Amz-Date", "20260301T120000Z", "x-amz-content-sha256", "00", "X-Amz-Security-Token", "secret");
        assertEquals("curl -sS -i -N 'https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse'"
                + " --aws-sigv4 'aws:amz:us-east-1:bedrock' --user \"$ACME\" -H 'Content-Type: application/json' -d '{}'",
                Curl.line(heard(head), ACME));
        assertFalse(Curl.sent(heard(head)).contains("secret"), Curl.sent(heard(head)));
    }

    @Test
    void aBearersKeyIsAVariable() {
        assertEquals("curl -sS -i -N 'https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse'"
                + " -H \"Authorization: Bearer $ACME\" -d '{}'",
                Curl.line(heard(Head.of("Authorization", "Bearer ABSKsecret")), ACME));
    }
}
