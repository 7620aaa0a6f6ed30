package dev.tollgate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.testing.TestConsole;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// backup, restore, import and config-export as they are typed, on a home in use and on a closed one.
class HomeCommandsTest {
    @TempDir
    Path folder;

    /// What a command said and how it ended.
    private record Ended(int code, String out, String err) {}

    private static Ended run(String typed, String... arguments) {
        var out = System.out;
        var err = System.err;
        var in = System.in;
        var said = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
            int code = Commands.run(arguments);
            return new Ended(code, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        }
    }

    private String spend(Path home, String name) throws IOException {
        var today = Instant.now().atZone(ZoneId.systemDefault()).toLocalDate();
        var file = folder.resolve(name);
        assertEquals(0, Commands.run(new String[] {"export", "--home", home.toString(), "--from",
                today.minusDays(1).toString(), "--to", today.toString(), "-o", file.toString()}));
        return Files.readString(file);
    }

    @Test
    void aHomeInUseIsBackedUpAndRestoredElsewhere() throws IOException {
        var file = folder.resolve("home.tollgate").toString();
        var other = folder.resolve("other");
        try (var console = TestConsole.open()) {
            console.chat("smart", "one");
            console.stream("code", "two");
            console.saved();
            var home = console.home().toString();
            assertEquals(0, run("", "backup", "--home", home, "-o", file).code());
            var busy = run("", "restore", "--home", home, file);
            assertEquals(3, busy.code(), busy.err());

            var restored = run("", "restore", "--home", other.toString(), file);
            assertEquals(0, restored.code(), restored.err());
            assertTrue(restored.out().contains("with 2 requests"), restored.out());
            assertEquals(spend(console.home(), "here.csv"), spend(other, "there.csv"));

            console.gateway().close(Duration.ZERO);
            var closed = folder.resolve("closed.tollgate").toString();
            assertEquals(0, run("", "backup", "--home", home, "-o", closed).code());
            assertEquals(0, run("", "restore", "--home", home, closed).code());
            assertTrue(Files.exists(console.home().resolve("before-restore/ledger.mv.db")));
            assertEquals(spend(console.home(), "again.csv"), spend(other, "there.csv"));
        }
    }

    @Test
    void whatCannotBeRestoredChangesNothing() throws IOException {
        var home = folder.resolve("new");
        var text = Files.writeString(folder.resolve("text"), "nothing of ours");
        var refused = run("", "restore", "--home", home.toString(), text.toString());
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("is no backup"), refused.err());
        assertFalse(Files.exists(home.resolve("ledger.mv.db")));
        assertEquals(2, run("", "restore", "--home", home.toString(), folder.resolve("absent").toString()).code());
        var nowhere = folder.resolve("nowhere");
        assertEquals(2, run("", "restore", "--home", nowhere.toString(), text.toString()).code());
        assertFalse(Files.exists(nowhere), "nothing was changed");
        assertEquals(2, run("", "backup", "--home", home.toString(), "-o", folder.resolve("x").toString()).code());
        assertFalse(Files.exists(folder.resolve("x")));
    }

    @Test
    void anAdminKeyThatWasGivenElsewhereIsAskedFor() throws IOException {
        try (var console = TestConsole.open()) {
            Files.deleteIfExists(console.home().resolve("admin.key"));
            var asked = run("", "backup", "--home", console.home().toString(), "-o", folder.resolve("x").toString());
            assertEquals(2, asked.code());
            assertTrue(asked.err().contains("Set TOLLGATE_ADMIN_KEY"), asked.err());
        }
    }

    /// What was asked is right, so the code is not that of a mistake: a script may try again once there is room.
    @Test
    void aRunningHomeThatCannotCopyItselfIsNoMistakeOfTheAskers() throws IOException {
        try (var console = TestConsole.open()) {
            Files.deleteIfExists(console.home().resolve("backups"));
            Files.writeString(console.home().resolve("backups"), "a file where the folder should be");
            var target = folder.resolve("home.tollgate");
            var failed = run("", "backup", "--home", console.home().toString(), "-o", target.toString());
            assertEquals(1, failed.code(), failed.err());
            assertTrue(failed.err().startsWith("The backup was not made: " + console.home().resolve("backups")
                    + " cannot be written"), failed.err());
            assertFalse(Files.exists(target));
        }
    }

    @Test
    void aBackupThatCannotBeWrittenSaysWhy() {
        try (var console = TestConsole.open()) {
            var nowhere = folder.resolve("missing/home.tollgate").toString();
            var running = run("", "backup", "--home", console.home().toString(), "-o", nowhere);
            assertEquals(1, running.code());
            console.gateway().close(Duration.ZERO);
            var closed = run("", "backup", "--home", console.home().toString(), "-o", nowhere);
            assertEquals(1, closed.code());
            assertTrue(closed.err().contains("there is no folder " + folder.resolve("missing"))
                    && closed.err().contains("calls are served as before"), closed.err());
        }
    }

    @Test
    void aFileIsTakenOverAfterItsDifferenceWasSeen() throws IOException {
        var file = folder.resolve("next.yaml");
        try (var console = TestConsole.open()) {
            var home = console.home().toString();
            assertEquals(0, run("", "config-export", "--home", home, "-o", file.toString()).code());
            var exported = Files.readString(file);
            assertFalse(exported.contains("tg-test-web"), exported);
            assertTrue(exported.contains("hash:sha256:"), exported);
            Files.writeString(file, exported.replace("usd: 25", "usd: 40"));

            var declined = run("n\n", "import", "--home", home, "--config", file.toString());
            assertEquals(1, declined.code());
            assertTrue(declined.out().contains("budget everything: usd 25 → 40"), declined.out());
            assertEquals(0, console.gateway().history().newest(5).size());

            assertEquals(0, run("y\n", "import", "--home", home, "--config", file.toString()).code());
            assertEquals(List.of("import of next.yaml", "first start"), console.gateway().history().newest(5).stream()
                    .map(entry -> entry.version().author()).toList());
            assertEquals(200, console.chat("smart", "the key of before works"));

            console.gateway().close(Duration.ZERO);
            Files.writeString(file, exported.replace("usd: 25", "usd: 41"));
            var closed = run("", "import", "--yes", "--home", home, "--config", file.toString());
            assertEquals(0, closed.code(), closed.err());
            assertTrue(closed.out().contains("usd 40 → 41"), closed.out());
            assertEquals(0, run("", "config-export", "--home", home, "-o", folder.resolve("back.yaml").toString())
                    .code());
            assertEquals(Files.readString(file), Files.readString(folder.resolve("back.yaml")));
        }
    }

    @Test
    void aDamagedFileIsNamedWithLineAndReasonAndNothingChanges() throws IOException {
        try (var console = TestConsole.open()) {
            var home = console.home().toString();
            var wrong = Files.writeString(folder.resolve("wrong.yaml"), """
                    listen: { port: 4100 }
                    budgets:
                      - { name: a, scope: {}, window: fortnight, usd: 1 }
                    colour: blue
                    """);
            var refused = run("", "import", "--yes", "--home", home, "--config", wrong.toString());
            assertEquals(2, refused.code());
            assertTrue(refused.err().contains("wrong.yaml:3: budgets[0].window")
                    && refused.err().contains("wrong.yaml:4: colour"), refused.err());
            var torn = Files.writeString(folder.resolve("torn.yaml"), "routes: { smart: { targets: [");
            assertTrue(run("", "import", "--yes", "--home", home, "--config", torn.toString()).err()
                    .contains("torn.yaml:1"));
            assertEquals(2, run("", "import", "--yes", "--home", home, "--config", folder.resolve("no").toString())
                    .code());
            assertEquals(0, console.gateway().history().newest(5).size());
            assertEquals(4, console.gateway().config().routes().size());
        }
    }

    @Test
    void whatIsTypedWrongIsSaidInWordsAndEndsWith2() {
        var port = run("", "--headless", "--home", folder.resolve("none").toString(), "--port", "99999");
        assertEquals(2, port.code());
        assertEquals("--port takes a port from 0 to 65535, not 99999.", port.err().strip());
        assertFalse(Files.exists(folder.resolve("none")), "nothing was opened");
        var absent = run("", "check", "--config", folder.resolve("absent.yaml").toString());
        assertEquals(2, absent.code());
        assertTrue(absent.err().endsWith("absent.yaml: cannot be read: there is no such file" + System.lineSeparator()),
                absent.err());
    }

    @Test
    void aHomeThatCannotBeMadeSaysSo() throws IOException {
        var file = Files.writeString(folder.resolve("plain"), "a file where a folder is needed");
        var refused = run("", "--headless", "--home", file.resolve("home").toString());
        assertEquals(1, refused.code());
        assertTrue(
                refused.err()
                        .contains("home cannot be made: a file stands where a folder is needed. No call is served."),
                refused.err());
    }
}
