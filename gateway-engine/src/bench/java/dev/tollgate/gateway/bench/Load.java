package dev.tollgate.gateway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Load of three kinds: as fast as it goes, at a fixed rate, and many streams at once.
final class Load {
    /// Streams begin one after the other: a thousand new calls in one instant are another matter than a thousand that run.
    private static final long BETWEEN_STARTS = 2_000_000;

    private Load() {}

    /// What a run came to.
    record Result(long calls, long errors, Histogram micros) {}

    /// Closed loop over `connections` for so many seconds, all served by one thread.
    static Result closed(Server server, int connections, long seconds) {
        long calls = 0;
        long errors = 0;
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                new Caller(server.port()).begin(selector);
            }
            int open = connections;
            while (open > 0) {
                selector.select(10_000);
                boolean more = System.nanoTime() < until;
                for (var key : selector.selectedKeys()) {
                    if (key.attachment() instanceof Caller caller && caller.read()) {
                        calls++;
                        open -= more ? 0 : 1;
                        caller.next(more);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException fault) {
            errors++;
        }
        return new Result(calls, errors, new Histogram(3));
    }

    /// Open loop: latency counts from the moment a call was due, so that a stall cannot hide itself.
    static Result open(Server server, int perSecond, long seconds) {
        int connections = 32;
        var micros = new ConcurrentHistogram(3);
        var errors = new AtomicLong();
        long start = System.nanoTime() + 50_000_000;
        long gap = 1_000_000_000L / perSecond;
        long all = perSecond * seconds;
        var request = Client.json();
        parallel(connections, index -> {
            try (var client = new Client(server.port())) {
                for (long i = index; i < all; i += connections) {
                    long due = start + i * gap;
                    LockSupport.parkNanos(due - System.nanoTime());
                    due = Math.max(due, System.nanoTime() - 100_000 > due ? due : System.nanoTime());
                    client.call(request);
                    micros.recordValue((System.nanoTime() - due) / 1_000);
                }
            } catch (IOException fault) {
                errors.incrementAndGet();
            }
        });
        return new Result(all, errors.get(), micros);
    }

    /// `streams` at once, each of `events` with a gap; delays from provider to client. One thread reads them all, so that
    /// the generator is not what is measured.
    static Result streams(Server server, int streams, int events, long gapMicros) {
        var micros = new ConcurrentHistogram(3);
        var request = Client.streamed(events, gapMicros);
        long began = System.nanoTime();
        long seen = 0;
        long errors = 0;
        try (var selector = Selector.open()) {
            var buffer = ByteBuffer.allocateDirect(65_536);
            int asked = 0;
            int open = 0;
            while (asked < streams || open > 0) {
                for (; asked < streams && System.nanoTime() - began >= asked * BETWEEN_STARTS; asked++) {
                    var reader = new Reader(server.port());
                    reader.ask(request);
                    reader.channel().register(selector, SelectionKey.OP_READ, reader);
                    open++;
                }
                selector.select(asked < streams ? 1 : 1_000);
                for (var key : selector.selectedKeys()) {
                    if (key.attachment() instanceof Reader reader && !goesOn(reader, buffer, micros)) {
                        open--;
                        seen += reader.events();
                        errors += reader.events() == events && reader.done() ? 0 : 1;
                        reader.close();
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException fault) {
            errors++;
        }
        return new Result(seen, errors, micros);
    }

    private static boolean goesOn(Reader reader, ByteBuffer buffer, Histogram micros) throws IOException {
        return reader.read(buffer, nanos -> micros.recordValue(Math.max(0, nanos / 1_000))) && !reader.done();
    }

    /// Work of one of several threads.
    private interface Work {
        void run(int index);
    }

    private static void parallel(int threads, Work work) {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                int index = i;
                pool.execute(() -> work.run(index));
            }
        }
    }
}
