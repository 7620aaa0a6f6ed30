package dev.tollgate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.testing.TestConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as it is typed.
class ExportCommandTest {
    @TempDir
    Path folder;

    private int export(TestConsole console, String file, String... more) {
        var today = Instant.now().atZone(ZoneId.systemDefault()).toLocalDate().toString();
        var arguments = new ArrayList<>(List.of("export", "--home", console.home().toString(), "--from", today, "--to",
                today, "-o", folder.resolve(file).toString()));
        arguments.addAll(List.of(more));
        return Commands.run(arguments.toArray(String[]::new));
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void aHomeInUseGivesTheSameAsAClosedOne() throws IOException {
        try (var console = TestConsole.open()) {
            console.chat("smart", "What is a toll gate?");
            console.stream("code", "Write one.");
            console.saved();
            assertEquals(0, export(console, "open.csv"));
            assertEquals(0, export(console, "open-spend.json", "--by", "key,model", "--format", "json"));

            console.gateway().close(Duration.ZERO);
            assertEquals(0, export(console, "closed.csv"));
            assertEquals(0, export(console, "closed-spend.json", "--by", "key,model", "--format", "json"));

            assertEquals(text("open.csv"), text("closed.csv"));
            assertEquals(3, text("closed.csv").lines().count(), text("closed.csv"));
            assertEquals(text("open-spend.json"), text("closed-spend.json"));
            assertTrue(text("closed-spend.json").contains("sim-large"), text("closed-spend.json"));
        }
    }

    @Test
    void whatCannotBeIsSaidAndLeavesNoFile() {
        try (var console = TestConsole.open()) {
            assertEquals(2, export(console, "none.csv", "--by", "colour"));
            assertEquals(2, export(console, "none.csv", "--by", "key,thread"));
            assertEquals(2, export(console, "none.csv", "--format", "xml"));
            assertEquals(2, Commands.run(new String[] {"export", "--home", console.home().toString(), "--from",
                    "2026-01-03", "--to", "2026-01-01", "-o", folder.resolve("none.csv").toString()}));
            assertFalse(Files.exists(folder.resolve("none.csv")));
        }
    }

    /// An empty folder in the file's place would be replaced without a word.
    @Test
    void aFolderIsNotReplaced() throws IOException {
        try (var console = TestConsole.open()) {
            var taken = Files.createDirectory(folder.resolve("taken.csv"));
            assertEquals(1, export(console, "taken.csv"));
            assertTrue(Files.isDirectory(taken));
            assertEquals(1, export(console, "missing/x.csv"));
        }
    }

    @Test
    void aFolderWithoutALedgerIsNamed() {
        assertEquals(2,
                Commands.run(new String[] {"export", "--home", folder.toString(), "--from", "2026-11-01", "--to",
                        "2026-11-30", "-o", folder.resolve("x.csv").toString()}));
        assertFalse(Files.exists(folder.resolve("ledger.mv.db")));
    }
}
