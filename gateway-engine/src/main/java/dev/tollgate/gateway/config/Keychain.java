package dev.tollgate.gateway.config;

import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The system's keychain with a time-out: one that is locked, absent or stuck costs a caller [#READ] once, then nothing
/// until it answers again. What was read is remembered in memory for a while. Thread-safe.
public final class Keychain {
    /// The most a request waits for a secret.
    static final Duration READ = Duration.ofSeconds(2);
    /// The most a click waits: the system may be asking its user to unlock it.
    static final Duration WRITE = Duration.ofSeconds(15);
    /// After this long a remembered secret is read again, in the background.
    private static final Duration FRESH = Duration.ofMinutes(1);
    /// After this long a failed reading is made again.
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final String STUCK = "the system's keychain does not answer; unlock it, or paste the key again to"
            + " keep it in the encrypted file";
    private static final String FAILED = "the system's keychain has no entry of this name, is locked or is absent;"
            + " unlock it, or paste the key again";

    /// Something in the keychain, or why not, in words for people.
    sealed interface Answer {
        record Had(String value) implements Answer {
            @Override
            public String toString() {
                return "Had[…]";
            }
        }

        record Not(String why) implements Answer {}
    }

    /// What was read last under a name, and when.
    private record Read(Answer answer, long nanos) {}

    private final Optional<KeychainBackend> backend;
    private final Time time;
    private final ConcurrentHashMap<String, Read> read = new ConcurrentHashMap<>();
    /// The call that somebody has given up waiting for; while it hangs, nobody else tries.
    private final AtomicReference<@Nullable Object> stuck = new AtomicReference<>();
    /// Backends are asked one thing at a time.
    private final ReentrantLock asking = new ReentrantLock();

    /// @param backend empty: there is none to be used, as on throw-away homes
    public Keychain(Optional<KeychainBackend> backend, Time time) {
        this.backend = backend;
        this.time = time;
    }

    boolean isOffered() {
        return backend.isPresent();
    }

    /// The secret of this name; waits [#READ] at most.
    Answer get(String account) {
        var known = read.get(account);
        if (known == null) {
            return fetch(account);
        }
        var age = Duration.ofNanos(time.nanos() - known.nanos);
        if (known.answer instanceof Answer.Had had) {
            if (age.compareTo(FRESH) > 0) {
                read.put(account, new Read(had, time.nanos()));
                time.start("tollgate-keychain-again", () -> fetch(account));
            }
            return had;
        }
        return age.compareTo(AGAIN) > 0 ? fetch(account) : known.answer;
    }

    private Answer fetch(String account) {
        return ask(READ, known -> {
            var found = known.get(account);
            var answer = found.<Answer>map(Answer.Had::new).orElseGet(() -> new Answer.Not(FAILED));
            read.put(account, new Read(answer, time.nanos()));
            return answer;
        }, account);
    }

    /// Keeps a secret, and says where: the keychain's name. Waits [#WRITE] at most.
    Answer put(String account, String secret) {
        return ask(WRITE, known -> {
            known.put(account, secret);
            // read back at once: what a keychain takes and does not give is lost
            if (!known.get(account).equals(Optional.of(secret))) {
                return new Answer.Not(FAILED);
            }
            read.put(account, new Read(new Answer.Had(secret), time.nanos()));
            return new Answer.Had(known.name());
        }, account);
    }

    /// Deletes an entry; waits [#WRITE] at most.
    Answer remove(String account) {
        read.remove(account);
        return ask(WRITE, known -> {
            known.remove(account);
            return new Answer.Had("");
        }, account);
    }

    private interface Question {
        Answer of(KeychainBackend known) throws Exception;
    }

    private Answer ask(Duration atMost, Question question, String account) {
        if (backend.isEmpty()) {
            return new Answer.Not("no keychain is used here; write env:NAME or file:PATH instead");
        }
        if (stuck.get() != null) {
            return new Answer.Not(STUCK);
        }
        var call = new Asked(() -> question.of(backend.get()));
        time.startPlatform("tollgate-keychain", () -> {
            call.run();
            stuck.compareAndSet(call, null);
        });
        if (call.done.await(atMost)) {
            var answer = call.answer;
            return remembered(account, answer == null ? new Answer.Not(FAILED) : answer);
        }
        stuck.set(call);
        if (call.answer != null) { // it came at the last moment and has cleared nothing
            stuck.compareAndSet(call, null);
        }
        return new Answer.Not(STUCK);
    }

    private Answer remembered(String account, Answer answer) {
        if (answer instanceof Answer.Not) {
            read.putIfAbsent(account, new Read(answer, time.nanos()));
            read.computeIfPresent(account, (_, last) -> last.answer instanceof Answer.Not
                    ? new Read(answer, time.nanos())
                    : last);
        }
        return answer;
    }

    /// One call of the backend; its thread is left behind where it hangs.
    private final class Asked {
        private final Callable<Answer> work;
        private final Time.Signal done = time.signal();
        private volatile @Nullable Answer answer;

        Asked(Callable<Answer> work) {
            this.work = work;
        }

        void run() {
            asking.lock();
            try {
                answer = work.call();
            } catch (Exception | LinkageError refused) {
                answer = new Answer.Not(FAILED); // its message may quote what was asked
            } finally {
                asking.unlock();
                done.set();
            }
        }
    }
}
