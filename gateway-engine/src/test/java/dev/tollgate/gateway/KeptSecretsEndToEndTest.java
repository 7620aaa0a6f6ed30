package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.control.KeptSecrets.Unused;
import dev.tollgate.gateway.testing.HandClock;
import dev.tollgate.gateway.testing.OwnConfig;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.testing.TestKeychain;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Provider keys that were taken out of the configuration: they stay while a version can be restored that names them,
/// and go when somebody says so.
class KeptSecretsEndToEndTest {
    @TempDir
    Path folder;

    private static void credential(OwnConfig home, Secret secret) {
        home.gateway().versions().apply("test", config -> config.withProviders(config.providers().stream()
                .map(p -> p.name().equals("paid") ? p.withCredentials(List.of(Credential.of(secret))) : p).toList()));
    }

    private static List<Unused> unused(OwnConfig home) {
        return home.gateway().keptSecrets().unused();
    }

    @Test
    void oneThatIsOutOfUseIsToldWithTheVersionThatNeedsItAndGoesWhenAsked() {
        try (var home = OwnConfig.open(folder)) {
            assertEquals(List.of(), unused(home), "nothing is kept yet");
            credential(home, new Secret.Literal("sk-second-4711"));
            var older = List.of(new Unused(new Secret.Stored("paid-2"), OptionalLong.of(1)));
            assertEquals(older, unused(home));
            assertEquals(200, home.chat("paid"));
            home.gateway().history().restore("test", 1);
            assertEquals(List.of(new Unused(new Secret.Stored("paid"), OptionalLong.of(2))), unused(home));
            assertEquals(200, home.chat("paid"));

            var second = unused(home).getFirst();
            assertEquals(Optional.of("the configuration in force needs it"), home.gateway().keptSecrets()
                    .delete("test", older.getFirst()));
            assertEquals(200, home.chat("paid"), "it is still there");
            assertEquals(Optional.empty(), home.gateway().keptSecrets().delete("test", second));
            assertEquals(List.of(), unused(home));
            assertTrue(home.gateway().audit().rows(10, OptionalLong.empty()).stream().anyMatch(
                    row -> row.action().equals("delete secret") && row.subject().equals("paid")));
        }
        try (var home = OwnConfig.open(folder)) {
            assertEquals(List.of(), unused(home), "it is gone from the file");
            assertEquals(200, home.chat("paid"));
        }
    }

    @Test
    void theKeychainIsAskedForWhatVersionsNameAndLosesWhatIsDeleted() {
        var keychain = new TestKeychain();
        try (var home = OwnConfig.open(folder, OwnConfig.YAML, keychain)) {
            var first = home.gateway().control().keepSecret("paid", "sk-first-4711");
            credential(home, first);
            var name = ((Secret.Keychain) first).name();
            credential(home, new Secret.Keychain("by-hand"));
            var found = unused(home).stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
            assertEquals(OptionalLong.of(2), found.newest());
            assertTrue(unused(home).stream().noneMatch(each -> each.name().equals("by-hand")));

            keychain.locked(true);
            assertFalse(home.gateway().keptSecrets().delete("test", found).isEmpty(), "it says that it is still there");
            keychain.locked(false);
            assertEquals(Optional.empty(), home.gateway().keptSecrets().delete("test", found));
            assertFalse(keychain.kept().containsKey(name));
            assertTrue(unused(home).stream().noneMatch(each -> each.name().equals(name)));
        }
    }

    @Test
    void keysKeptInTheSameMillisecondStayTwo() {
        var clock = new HandClock(Instant.parse("2026-11-22T12:00:00Z"));
        try (var home = TestGateway.timed(folder, OwnConfig.YAML, clock)) {
            var control = home.gateway().control();
            var kept = List.of(control.keepSecret("paid", "sk-one"), control.keepSecret("paid", "sk-two"),
                    control.keepSecret("paid", "sk-three"));
            assertEquals(3, Set.copyOf(kept).size(), "one overwrote the other");
        }
    }
}
