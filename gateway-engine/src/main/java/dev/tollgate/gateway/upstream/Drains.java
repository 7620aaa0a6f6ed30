package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Streams that have said all and must only be read to their end, so that their connections can serve again. Nobody
/// waits for it; what takes longer than a second is ended by a later call. Thread-safe.
final class Drains {
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();
    private static final int MOST = 1 << 16;

    private record Drain(Transport.Reply reply, long until) {}

    private final ConcurrentLinkedQueue<Drain> running = new ConcurrentLinkedQueue<>();
    private final Time time;

    Drains(Time time) {
        this.time = time;
    }

    void begin(Transport.Reply reply) {
        running.add(new Drain(reply, time.nanos() + PATIENCE));
        var _ = time.start("drain", () -> drain(reply));
    }

    /// Ends what has had its time.
    void sweep() {
        for (var first = running.peek(); first != null && time.nanos() - first.until > 0; first = running.peek()) {
            if (running.remove(first)) {
                first.reply.close();
            }
        }
    }

    private static void drain(Transport.Reply reply) {
        var scrap = new byte[512];
        int total = 0;
        try (reply) {
            int count = reply.body().read(scrap);
            while (count >= 0 && total < MOST) {
                total += count;
                count = reply.body().read(scrap);
            }
        } catch (IOException gone) {
            // its connection is closed: a fresh one will serve
        }
    }
}
