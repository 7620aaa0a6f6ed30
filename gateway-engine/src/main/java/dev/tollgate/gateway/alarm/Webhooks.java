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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Tells channels of alarms: signed, repeated where it may help, in order, and never in anybody's way. One virtual thread
/// for each channel that has something to tell; a channel that is dead loses its oldest messages. Thread-safe.
final class Webhooks {
    static final String SIGNATURE = "X-Tollgate-Signature";
    static final String TIMESTAMP = "X-Tollgate-Timestamp";
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration CLOCK = Duration.ofMillis(100);
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5),
            Duration.ofSeconds(30), Duration.ofMinutes(2));
    private static final int MOST = 100;

    private final Transport transport;
    private final Secrets secrets;
    private final Time time;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Webhooks(Transport transport, Secrets secrets, Time time) {
        this.transport = transport;
        this.secrets = secrets;
        this.time = time;
    }

    /// What waits for one channel, and how it does; `lock` guards everything.
    private static final class Line {
        private final ReentrantLock lock = new ReentrantLock();
        private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
        private boolean running;
        private long lost;
        private @Nullable Instant lastSent;
        private @Nullable Instant since;
        private @Nullable String trouble;

        boolean add(byte[] message) {
            lock.lock();
            try {
                if (waiting.size() >= MOST) {
                    waiting.removeFirst();
                    lost++;
                }
                waiting.addLast(message);
                boolean starts = !running;
                running = true;
                return starts;
            } finally {
                lock.unlock();
            }
        }

        Optional<byte[]> next() {
            lock.lock();
            try {
                var message = waiting.pollFirst();
                running = message != null;
                return Optional.ofNullable(message);
            } finally {
                lock.unlock();
            }
        }

        void sent(Instant at) {
            lock.lock();
            try {
                lastSent = at;
                trouble = null;
                since = null;
            } finally {
                lock.unlock();
            }
        }

        void failed(String why, Instant at, boolean givenUp) {
            lock.lock();
            try {
                trouble = why;
                since = since == null ? at : since;
                lost += givenUp ? 1 : 0;
            } finally {
                lock.unlock();
            }
        }

        ChannelState state(String name) {
            lock.lock();
            try {
                return new ChannelState(name, Optional.ofNullable(lastSent), Optional.ofNullable(trouble),
                        Optional.ofNullable(since), waiting.size(), lost);
            } finally {
                lock.unlock();
            }
        }
    }

    /// Sends soon; never waits.
    void send(Channel channel, byte[] message) {
        var line = lines.computeIfAbsent(channel.name(), _ -> new Line());
        if (line.add(message)) {
            time.start("tollgate-webhook-" + channel.name(), () -> run(channel, line));
        }
    }

    ChannelState state(Channel channel) {
        return lines.computeIfAbsent(channel.name(), _ -> new Line()).state(channel.name());
    }

    private void run(Channel channel, Line line) {
        for (var message = line.next(); message.isPresent(); message = line.next()) {
            deliver(channel, line, message.get());
        }
    }

    private void deliver(Channel channel, Line line, byte[] message) {
        for (int tried = 0; !closed; tried++) {
            var outcome = once(channel, message);
            if (outcome.ok()) {
                line.sent(time.instant());
                return;
            }
            boolean last = !outcome.again() || tried >= PAUSES.size();
            line.failed(outcome.why(), time.instant(), last);
            if (last) {
                return;
            }
            time.sleep(PAUSES.get(tried));
        }
    }

    /// What became of one try.
    ///
    /// @param again whether another try may help
    private record Outcome(boolean ok, boolean again, String why) {}

    private Outcome once(Channel channel, byte[] message) {
        var key = channel.secret().flatMap(secrets::read);
        if (key.isEmpty() && channel.secret().isPresent()) {
            return new Outcome(false, true, "its secret cannot be had: "
                    + secrets.problem(channel.secret().get()).orElse("it is empty") + "; nothing is sent unsigned");
        }
        var over = time.signal();
        try {
            var request = new Transport.Outgoing("POST", URI.create(channel.webhook()),
                    head(message, key), List.of(ByteBuffer.wrap(message)));
            try (var reply = transport.send(request, deadline(over))) {
                int status = reply.status();
                boolean ok = status >= 200 && status < 300;
                boolean again = status >= 500 || status == 408 || status == 429;
                return new Outcome(ok, again, "it answered with status " + status);
            }
        } catch (IOException lost) {
            return new Outcome(false, true, "it cannot be reached: " + lost.getMessage());
        } finally {
            over.set();
        }
    }

    private Head head(byte[] message, Optional<String> secret) {
        var seconds = Long.toString(time.instant().getEpochSecond());
        return secret.isEmpty()
                ? Head.of("Content-Type", "application/json", "User-Agent", "tollgate", TIMESTAMP, seconds)
                : Head.of("Content-Type", "application/json", "User-Agent", "tollgate", TIMESTAMP, seconds, SIGNATURE,
                        "sha256=" + sign(secret.get(), seconds, message));
    }

    /// HMAC-SHA256 of `TIMESTAMP.BODY`, so that an old message cannot be sent again as a new one.
    static String sign(String secret, String seconds, byte[] message) {
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
    private Transport.Progress deadline(Time.Signal over) {
        long until = time.nanos() + ANSWER.toNanos();
        return new Transport.Progress() {
            @Override
            public void cancellable(Runnable cancel) {
                time.start("tollgate-webhook-clock", () -> {
                    while (!over.await(CLOCK)) {
                        if (time.nanos() > until) {
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
        };
    }

    void close() {
        closed = true;
    }
}
