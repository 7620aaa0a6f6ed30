package dev.tollgate.gateway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Load of three kinds: as fast as it goes, at a fixed rate, and many streams at once.
final class Load {
    private Load() {
    }

    /// What a run came to.
    record Result(long calls, long errors, Histogram micros) {
    }

    /// Closed loop over `connections` for so many seconds.
    static Result closed(Server server, int connections, long seconds) throws InterruptedException {
        var calls = new AtomicLong();
        var errors = new AtomicLong();
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        var request = Client.json();
        parallel(connections, _ -> {
            try (var client = new Client(server.port())) {
                while (System.nanoTime() < until) {
                    client.call(request);
                    calls.incrementAndGet();
                }
            } catch (IOException fault) {
                errors.incrementAndGet();
            }
        });
        return new Result(calls.get(), errors.get(), new Histogram(3));
    }

    /// Open loop: latency counts from the moment a call was due, so that a stall cannot hide itself.
    static Result open(Server server, int perSecond, long seconds) throws InterruptedException {
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

    /// `streams` at once, each of `events` with a gap; delays from provider to client.
    static Result streams(Server server, int streams, int events, long gapMicros) throws InterruptedException {
        var micros = new ConcurrentHistogram(3);
        var seen = new AtomicLong();
        var errors = new AtomicLong();
        var request = Client.streamed(events, gapMicros);
        parallel(streams, index -> {
            LockSupport.parkNanos(index * gapMicros * 1_000 / streams); // not all in the same instant
            try (var client = new Client(server.port())) {
                long came = client.stream(request, nanos -> micros.recordValue(Math.max(0, nanos / 1_000)));
                seen.addAndGet(came);
                if (came != events) {
                    errors.incrementAndGet();
                }
            } catch (IOException fault) {
                errors.incrementAndGet();
            }
        });
        return new Result(seen.get(), errors.get(), micros);
    }

    /// Work of one of several threads.
    private interface Work {
        void run(int index);
    }

    private static void parallel(int threads, Work work) throws InterruptedException {
        var done = new CountDownLatch(threads);
        var all = new ArrayList<Thread>(threads);
        for (int i = 0; i < threads; i++) {
            int index = i;
            all.add(Thread.ofVirtual().start(() -> {
                work.run(index);
                done.countDown();
            }));
        }
        done.await();
    }
}
