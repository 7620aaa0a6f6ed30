package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.time.SteppedTime;
import dev.tollgate.gateway.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys in a keychain that works, refuses, or says nothing at all.
@Timeout(60)
final class KeychainTest {
    private static final String KEY = "sk-a-provider-key-0123456789";

    @TempDir
    Path home;

    private final Wallet wallet = new Wallet();
    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-21T10:00:00Z"));

    /// A keychain as tests want it.
    private static final class Wallet implements KeychainBackend {
        private final Map<String, String> kept = new ConcurrentHashMap<>();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean locked;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        private void pass() throws Exception {
            asked.incrementAndGet();
            gate.await();
            if (locked) {
                throw new IllegalStateException("locked; " + KEY + " cannot be told");
            }
        }

        @Override
        public String name() {
            return "the test's keychain";
        }

        @Override
        public Optional<String> get(String account) throws Exception {
            pass();
            return Optional.ofNullable(kept.get(account));
        }

        @Override
        public void put(String account, String secret) throws Exception {
            pass();
            kept.put(account, secret);
        }

        @Override
        public void remove(String account) throws Exception {
            pass();
            kept.remove(account);
        }
    }

    private Secrets secrets(Keychain keychain) {
        return new Secrets(_ -> null, SecretBox.open(home), keychain);
    }

    private static Keychain of(Wallet wallet, Time time) {
        return new Keychain(Optional.of(wallet), time);
    }

    @Test
    void aKeyGoesIntoTheKeychainAndIsReadFromThere() {
        var keychain = of(wallet, Time.system());
        var box = SecretBox.open(home);
        var kept = new Vault(box, keychain).keep("openai-1", KEY);
        assertEquals(new Secret.Keychain("openai-1"), kept.reference());
        assertEquals("the test's keychain", kept.where());
        assertEquals(0, box.ids().size(), "nothing in the file");
        var secrets = secrets(of(wallet, Time.system()));
        assertEquals(Optional.of(KEY), secrets.read(kept.reference()));
        assertEquals(Optional.of("6789"), secrets.lastFour(kept.reference()));
        assertFalse(kept.toString().contains(KEY));
    }

    @Test
    void aRequestAsksTheKeychainOnceAMinuteAtMostAndNeverWaitsAgain() throws Exception {
        wallet.kept.put("k", KEY);
        var secrets = secrets(of(wallet, time));
        var reference = new Secret.Keychain("k");
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.of(KEY), secrets.read(reference));
        }
        assertEquals(1, wallet.asked.get());
        time.advance(Duration.ofSeconds(61));
        wallet.gate = new CountDownLatch(1);
        assertEquals(Optional.of(KEY), secrets.read(reference), "answered from memory while it is read again");
        wallet.gate.countDown();
        while (wallet.asked.get() < 2) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertEquals(Optional.of(KEY), secrets.read(reference));
    }

    @Test
    void aLockedKeychainIsSaidInWordsAndTheFileTakesTheKey() {
        wallet.locked = true;
        var secrets = secrets(of(wallet, Time.system()));
        assertEquals(Optional.empty(), secrets.read(new Secret.Keychain("k")));
        var why = secrets.problem(new Secret.Keychain("k")).orElse("");
        assertTrue(why.contains("locked") && why.contains("unlock it"), why);
        assertFalse(why.contains(KEY), "what the keychain says is not passed on");
        var box = SecretBox.open(home);
        var kept = new Vault(box, of(wallet, Time.system())).keep("openai-1", KEY);
        assertEquals(new Secret.Stored("openai-1"), kept.reference());
        assertTrue(kept.where().startsWith("the encrypted file of this home, because"), kept.where());
        assertEquals(Optional.of(KEY), box.get("openai-1"));
    }

    @Test
    void oneThatHangsCostsTwoSecondsOnceThenNothingUntilItAnswers() throws Exception {
        wallet.kept.put("k", KEY);
        wallet.gate = new CountDownLatch(1);
        var keychain = of(wallet, time);
        var waiting = Time.system().start("asks", () -> keychain.get("k"));
        while (wallet.asked.get() == 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        // its time may begin to run just after this step: the next one ends it
        while (waiting.isAlive()) {
            time.advance(Keychain.READ);
            TimeUnit.MILLISECONDS.sleep(1);
        }
        for (int i = 0; i < 1000; i++) { // with a stepped clock a wait would never end
            assertInstanceOf(Keychain.Answer.Not.class, keychain.get("k"));
        }
        assertEquals(1, wallet.asked.get(), "nobody else is sent into the trap");
        wallet.gate.countDown();
        while (!(keychain.get("k") instanceof Keychain.Answer.Had)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void whereNoneIsOfferedTheFileIsUsedAndSaidSo() {
        var none = new Keychain(Optional.empty(), Time.system());
        var vault = new Vault(SecretBox.open(home), none);
        assertEquals("the encrypted file of this home", vault.place());
        assertEquals(new Secret.Stored("a"), vault.keep("a", KEY).reference());
        assertTrue(secrets(none).problem(new Secret.Keychain("a")).orElse("").contains("no keychain"));
    }

    @Test
    void aSystemWithoutAKeychainIsLikeALockedOne() {
        var absent = new Keychain(Optional.of(new SystemKeychain()), Time.system());
        // on a desk with one this finds no entry, on a server without one no keychain: both are words, not
        // faults
        assertInstanceOf(Keychain.Answer.Not.class, absent.get("an entry that nobody has made"));
    }
}
