package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Transport;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Posts one message to one channel, signed where that has a secret, within ten seconds. Thread-safe.
final class Courier {
    static final String SIGNATURE = "X-Tollgate-Signature";
    static final String TIMESTAMP = "X-Tollgate-Timestamp";
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration CLOCK = Duration.ofMillis(100);

    private final Transport transport;
    private final Secrets secrets;
    private final Time time;

    Courier(Transport transport, Secrets secrets, Time time) {
        this.transport = transport;
        this.secrets = secrets;
        this.time = time;
    }

    /// Waits for the answer.
    Delivery post(Channel channel, byte[] message) {
        var key = channel.secret().flatMap(secrets::read);
        if (key.isEmpty() && channel.secret().isPresent()) {
            return new Delivery.Unsigned(secrets.problem(channel.secret().get()).orElse("it is empty"));
        }
        long began = time.nanos();
        var deadline = new Deadline(time);
        try {
            var request = new Transport.Outgoing("POST", URI.create(channel.webhook()), head(message, key),
                    List.of(ByteBuffer.wrap(message)));
            try (var reply = transport.send(request, deadline)) {
                return new Delivery.Answered(reply.status(), since(began));
            }
        } catch (IOException lost) {
            return new Delivery.Unreached(deadline.passed
                    ? "it did not answer within " + ANSWER.toSeconds() + " s"
                    : words(lost), since(began));
        } finally {
            deadline.over.set();
        }
    }

    /// The network speaks of providers, which have a base URL.
    private static String words(IOException lost) {
        return Objects.requireNonNullElse(lost.getMessage(), "the connection broke").replace("base URL", "address");
    }

    private Duration since(long began) {
        return Duration.ofNanos(time.nanos() - began);
    }

    private Head head(byte[] message, Optional<String> secret) {
        var seconds = Long.toString(time.instant().getEpochSecond());
        return secret.isEmpty()
                ? Head.of("Content-Type", "application/json", "User-Agent", "tollgate", TIMESTAMP, seconds)
                : Head.of("Content-Type", "application/json", "User-Agent", "tollgate", TIMESTAMP, seconds, SIGNATURE,
                        "sha256=" + sign(secret.get(), seconds, message));
    }

    /// HMAC-SHA256 of `TIMESTAMP.BODY`, so that an old message cannot be sent again as a new one.
    private static String sign(String secret, String seconds, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(message));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /// Ends a call that takes too long.
    private static final class Deadline implements Transport.Progress {
        private final Time time;
        private final Time.Signal over;
        private final long until;
        private volatile boolean passed;

        Deadline(Time time) {
            this.time = time;
            over = time.signal();
            until = time.nanos() + ANSWER.toNanos();
        }

        @Override
        public void cancellable(Runnable cancel) {
            time.start("tollgate-webhook-clock", () -> {
                while (!over.await(CLOCK)) {
                    if (time.nanos() > until) {
                        passed = true;
                        cancel.run();
                        return;
                    }
                }
            });
        }

        @Override
        public void connected() {
            // the whole call has one deadline
        }

        @Override
        public void sent() {
            // the whole call has one deadline
        }
    }
}
