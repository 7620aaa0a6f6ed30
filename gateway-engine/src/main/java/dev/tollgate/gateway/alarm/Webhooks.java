package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.time.Time;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tells channels of alarms: signed, repeated where it may help, in order, and never in anybody's way. One virtual thread
/// for each channel that has something to tell; a channel that is dead loses its oldest messages. Thread-safe.
final class Webhooks {
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5),
            Duration.ofSeconds(30), Duration.ofMinutes(2));
    private static final int MOST = 100;

    private final Courier courier;
    private final Time time;
    private final Function<String, Optional<Channel>> known;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// @param known the channel of a name as it is in force
    Webhooks(Courier courier, Time time, Function<String, Optional<Channel>> known) {
        this.courier = courier;
        this.time = time;
        this.known = known;
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
        private @Nullable Channel tried;

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

        void sent(Channel to, Instant at) {
            lock.lock();
            try {
                tried = to;
                lastSent = at;
                trouble = null;
                since = null;
            } finally {
                lock.unlock();
            }
        }

        void failed(Channel to, String why, Instant at, boolean givenUp) {
            lock.lock();
            try {
                since = since == null || !to.equals(tried) ? at : since;
                tried = to;
                trouble = why;
                lost += givenUp ? 1 : 0;
            } finally {
                lock.unlock();
            }
        }

        /// The trouble of another address or secret is over with that.
        ChannelState state(Channel now) {
            lock.lock();
            try {
                boolean same = now.equals(tried);
                return new ChannelState(now.name(), Optional.ofNullable(lastSent),
                        Optional.ofNullable(same ? trouble : null), Optional.ofNullable(same ? since : null),
                        waiting.size(), lost);
            } finally {
                lock.unlock();
            }
        }
    }

    /// Sends soon; never waits.
    void send(Channel channel, byte[] message) {
        var line = line(channel.name());
        if (line.add(message)) {
            time.start("tollgate-webhook-" + channel.name(), () -> run(channel.name(), line));
        }
    }

    ChannelState state(Channel channel) {
        return line(channel.name()).state(channel);
    }

    private Line line(String name) {
        return lines.computeIfAbsent(name, _ -> new Line());
    }

    private void run(String name, Line line) {
        for (var message = line.next(); message.isPresent(); message = line.next()) {
            deliver(name, line, message.get());
        }
    }

    /// Looks the channel up at each try: a mended address takes what still waits, a deleted one nothing more.
    private void deliver(String name, Line line, byte[] message) {
        for (int tried = 0; !closed; tried++) {
            var channel = known.apply(name);
            if (channel.isEmpty()) {
                return;
            }
            var came = courier.post(channel.get(), message);
            if (came.isTaken()) {
                line.sent(channel.get(), time.instant());
                return;
            }
            boolean last = !came.isTriedAgain() || tried >= PAUSES.size();
            line.failed(channel.get(), came.words(), time.instant(), last);
            if (last) {
                return;
            }
            time.sleep(PAUSES.get(tried));
        }
    }

    /// Sends one message that is no alarm and waits for what comes back, at most ten seconds. What it tells of a channel
    /// in force counts for its state.
    Delivery test(Channel channel) {
        var message = AlarmJson.test(channel.name(), time.instant()).toString().getBytes(StandardCharsets.UTF_8);
        var came = courier.post(channel, message);
        if (known.apply(channel.name()).equals(Optional.of(channel))) {
            var line = line(channel.name());
            if (came.isTaken()) {
                line.sent(channel, time.instant());
            } else {
                line.failed(channel, came.words(), time.instant(), false);
            }
        }
        return came;
    }

    void close() {
        closed = true;
    }
}
