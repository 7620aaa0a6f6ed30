package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.backup.Written;
import dev.tollgate.gateway.testing.OwnConfig;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.time.SteppedTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Copies that cannot be written: said in words, calls go on, and nothing half done stays.
class BackupFaultsTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    static boolean hasFullDisk() {
        return Files.exists(FULL);
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String refused(OwnConfig home, Path file) {
        var failed = assertThrows(IOException.class, () -> home.gateway().backups().write(file, Optional.empty()));
        assertEquals(200, home.chat("smart"), "calls go on");
        return String.valueOf(failed.getMessage());
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamedAndNothingStays() throws IOException {
        var text = Files.writeString(folder.resolve("text"), "a file, no folder");
        var taken = Files.createDirectories(folder.resolve("taken.zip"));
        try (var home = OwnConfig.open(folder.resolve("one"))) {
            var under = refused(home, text.resolve("home.zip"));
            assertTrue(under.contains(text + "/home.zip.part cannot be written (a file stands where"
                    + " a folder is needed)")
                    || under.contains(text.toString()), under);
            assertTrue(under.contains("calls are served as before") && under.contains("Choose another place"), under);
            var missing = refused(home, folder.resolve("missing/home.zip"));
            assertTrue(missing.contains("there is no folder " + folder.resolve("missing")), missing);
            assertTrue(refused(home, taken).contains("it is a folder"));
        }
        assertEquals(List.of("one", "taken.zip", "text"), names(folder));
        assertEquals(List.of(), names(folder.resolve("one/backups")));
    }

    @Test
    void aFileOfBeforeIsAsItWas() throws IOException {
        var file = Files.writeString(folder.resolve("home.zip"), "the last good one");
        var failed = assertThrows(IOException.class, () -> Written.<Integer, IOException>whole(file, out -> {
            out.write(1);
            throw new IOException("the line broke");
        }));
        assertTrue(String.valueOf(failed.getMessage()).startsWith("The backup was not made: the line broke. Nothing"),
                failed.getMessage());
        assertEquals("the last good one", Files.readString(file));
        assertEquals(List.of("home.zip"), names(folder));
    }

    @Test
    @EnabledIf("hasFullDisk")
    void aFullDiskIsSaidInWordsAndTheCopyOfTheLedgerGoes() throws IOException {
        try (var home = OwnConfig.open(folder.resolve("one")); OutputStream full = Files.newOutputStream(FULL)) {
            var file = folder.resolve("home.zip");
            var failed = assertThrows(IOException.class, () -> Written.<Integer, IOException>whole(file, _ -> {
                home.gateway().backups().stream(full, Optional.empty());
                return 0;
            }));
            var words = String.valueOf(failed.getMessage());
            assertTrue(words.startsWith("The backup was not made: the disk of " + file + " is full."), words);
            assertTrue(words.contains("calls are served as before") && words.contains("Make room"), words);
            assertFalse(Files.exists(file));
            assertEquals(200, home.chat("smart"));
        }
        assertEquals(List.of("one"), names(folder));
        assertEquals(List.of(), names(folder.resolve("one/backups")));
    }

    /// The folder of daily copies cannot be made: a file is in its place.
    @Test
    void aDailyCopyThatFailsIsSaidAndTriedAgain() throws IOException {
        var time = new SteppedTime(Instant.parse("2026-11-01T09:00:00Z"));
        var home = Files.createDirectories(folder.resolve("home"));
        var inTheWay = Files.writeString(home.resolve("backups"), "in the way");
        var options = new GatewayOptions(home, Optional.empty(), OptionalInt.empty(), Optional.of(OwnConfig.YAML),
                _ -> null, ZoneOffset.UTC, time, Optional.empty());
        try (var gateway = ((Opening.Ready) Gateway.open(options)).gateway()) {
            gateway.versions().apply("test", config -> config.withBudgets(config.budgets().subList(0, 1)));
            var copies = gateway.dailyCopies();
            time.advance(Duration.ofMinutes(10));
            var trouble = TestGateway.await(() -> {
                time.advance(Duration.ofSeconds(2));
                return Optional.of(copies.state().trouble()).filter(words -> !words.isEmpty()).orElse(null);
            });
            assertTrue(trouble.startsWith("Today's copy was not made: ") && trouble.contains(inTheWay.toString())
                    && trouble.contains("calls are served as before") && trouble.contains("in an hour"), trouble);
            Files.delete(inTheWay);
            TestGateway.await(() -> {
                time.advance(Duration.ofMinutes(5));
                return copies.state().copies().isEmpty() ? null : true;
            });
            assertEquals("", TestGateway.await(() -> copies.state().trouble().isEmpty() ? "" : null));
            assertEquals(1, names(inTheWay).size());
        }
    }

    @Test
    void whatAKilledProcessLeftHalfDoneGoes() throws IOException {
        var backups = Files.createDirectories(folder.resolve("one/backups"));
        var half = Files.writeString(backups.resolve("ledger.zip-1f.part"), "half");
        Files.setLastModifiedTime(half, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Files.writeString(backups.resolve("kept.zip"), "somebody's");
        try (var home = OwnConfig.open(folder.resolve("one"))) {
            home.gateway().backups().write(folder.resolve("home.zip"), Optional.empty());
        }
        assertEquals(List.of("kept.zip"), names(backups));
    }
}
