package dev.tollgate.gateway.bench;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// Sends the events of all streams of the mock from one thread: a thread and a timer for each would take more of the
/// machine than what is measured.
final class Ticker implements Runnable {
    private static final long LONGEST_NAP = 500_000;

    private final ConcurrentLinkedQueue<Stream> arrived = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Stream> due = new PriorityQueue<>(Comparator.comparingLong(s -> s.next));

    /// One running stream. The ticker's.
    private static final class Stream {
        private final SocketChannel client;
        private final long gap;
        private long left;
        private long next;

        Stream(SocketChannel client, long events, long gap) {
            this.client = client;
            this.left = events;
            this.gap = gap;
            this.next = System.nanoTime() + gap;
        }
    }

    static Ticker start() {
        var ticker = new Ticker();
        Thread.ofPlatform().daemon().name("ticker").start(ticker);
        return ticker;
    }

    /// Any thread.
    void send(SocketChannel client, long events, long gapNanos) {
        arrived.add(new Stream(client, events, gapNanos));
    }

    @Override
    public void run() {
        while (true) {
            for (var stream = arrived.poll(); stream != null; stream = arrived.poll()) {
                due.add(stream);
            }
            var first = due.peek();
            long wait = first == null ? LONGEST_NAP : first.next - System.nanoTime();
            if (first == null || wait > 0) {
                LockSupport.parkNanos(Math.min(wait, LONGEST_NAP));
            } else {
                tick(due.remove());
            }
        }
    }

    private void tick(Stream stream) {
        try {
            MockUpstream.event(stream.client);
            stream.next += stream.gap;
            if (--stream.left > 0) {
                due.add(stream);
            } else {
                MockUpstream.last(stream.client);
            }
        } catch (IOException gone) {
            MockUpstream.close(stream.client);
        }
    }
}
