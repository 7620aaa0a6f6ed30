package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.backup.Restore;
import dev.tollgate.gateway.backup.Restored;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.smoke.SmokeAsk;
import dev.tollgate.gateway.smoke.SmokeTests;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.testing.OwnConfig;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home copied under load, put into another one, and every figure compared.
class BackupEndToEndTest {
    private static final char[] PHRASE = "correct horse battery".toCharArray();

    /// Two targets, of which the first may fail; a budget that tells at half, an alarm that is soon raised.
    private static final String LIVELY = OwnConfig.YAML.replace("routes:\n", """
            routes:
              both:
                retries: { attempts: 0 }
                health: { failures: 1000 }
                targets: [{ provider: paid, model: sim-large }, { provider: sim, model: sim-large, type: backup }]
            """).replace("budgets:\n", """
            budgets:
              - { name: calls, scope: {}, window: day, requests: 30, at: { 50: notify } }
              - { name: customers, scope: { each: customer }, window: month, tokens: 100000000 }
            """) + """
            alarms:
              - { name: burns, kind: token_velocity, scope: { each: key }, window: 1m, ceiling: 10 }
            """;

    @TempDir
    Path folder;

    /// All that a home tells.
    private record Figures(List<Entry> entries, List<SpendRow> minutes, List<SpendRow> hours, List<SpendRow> days,
            List<BudgetState> budgets, GatewayConfig config, List<String> pauses, List<String> versions) {
        static Figures of(Gateway gateway) {
            return new Figures(entries(gateway), spend(gateway, SpendQuery.Step.MINUTE),
                    spend(gateway, SpendQuery.Step.HOUR), spend(gateway, SpendQuery.Step.DAY), gateway.budgets(),
                    gateway.config(), gateway.control().pauses().stream().map(Figures::pause).toList(),
                    gateway.history().newest(100).stream()
                            .map(Object::toString).toList());
        }

        private static Instant yesterday() {
            return Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
        }

        private static String pause(Pauses.Pause pause) {
            return pause.subject() + " since " + pause.since() + " by " + pause.author();
        }

        private static List<Entry> entries(Gateway gateway) {
            var all = new ArrayList<Entry>();
            Optional<String> cursor = Optional.empty();
            do {
                var page = gateway.queries().entries(EntryFilter.between(Instant.EPOCH, Instant.now()
                        .plusSeconds(86_400)), 1_000, cursor);
                page.entries().forEach(e -> all.add(gateway.queries().entry(e.id()).orElseThrow()));
                cursor = page.nextCursor();
            } while (cursor.isPresent());
            return all;
        }

        private static List<SpendRow> spend(Gateway gateway, SpendQuery.Step step) {
            var rows = new ArrayList<>(gateway.queries().spend(new SpendQuery(List.of(Dimension.KEY, Dimension.MODEL),
                    yesterday(), yesterday().plus(Duration.ofDays(3)), step, Duration.ZERO,
                    Map.of())));
            rows.sort(Comparator.comparing(Object::toString));
            return rows;
        }
    }

    private static void settled(OwnConfig home) {
        TestGateway.await(() -> (home.gateway().flights().size() == 0 && home.gateway().ledger().queued() == 0)
                ? true
                : null);
    }

    /// As much of everything as a home can have: attempts that failed, prices changed twice, a step of a budget told,
    /// an alarm, a pause, a verdict of the app, smoke tests of two kinds.
    private static void lived(OwnConfig home) {
        var gateway = home.gateway();
        gateway.versions().apply("test", c -> c.withBudgets(c.budgets().reversed()));
        gateway.versions().apply("prices", c -> c.withPrices(c.prices().subList(0, 1)));
        gateway.simulated().second().script("sim-large", SimFault.of(SimFault.Kind.SERVER_ERROR), 2);
        for (int i = 0; i < 20; i++) {
            assertEquals(200, home.chat(i % 3 == 0 ? "both" : "smart"));
        }
        settled(home);
        gateway.appOutcome(gateway.queries().entries(EntryFilter.between(Instant.EPOCH, Instant.now().plusSeconds(60)),
                1, Optional.empty()).entries().getFirst().id(), "accepted");
        TestGateway.await(() -> gateway.alarms().open().size() >= 2 ? true : null);
        smoke(gateway, "sim", Check.CHAT);
        gateway.simulated().control().script("sim-small", SimFault.of(SimFault.Kind.TOOLS_IGNORED), 20);
        smoke(gateway, "sim", Check.TOOLS);
        gateway.remember("views", "a saved view");
        gateway.control().pause("test", "app");
        assertEquals(403, home.chat("smart"));
        settled(home);
        var since = Instant.now();
        TestGateway.await(() -> gateway.alarms().lastCheck().isAfter(since) ? true : null);
        // an alarm is kept when something is done about it, and what it counted until then with it
        gateway.alarms().open().forEach(each -> gateway.alarms().acknowledge("test", each.id()));
    }

    private static void smoke(Gateway gateway, String provider, Check check) {
        var plan = assertInstanceOf(SmokeTests.Asked.Possible.class, gateway.smoke().plan(provider,
                List.of("sim-small"), EnumSet.of(check), SmokeAsk.USUAL_CEILING)).plan();
        var id = assertInstanceOf(SmokeTests.Asked.Started.class, gateway.smoke().start("test", plan)).id();
        TestGateway.await(() -> gateway.smoke().runs().run(id).filter(r -> r.state() == SmokeRun.State.DONE)
                .orElse(null));
    }

    /// What is compared is there at all.
    private static void has(Map<String, String> figures, String name, String part) {
        var figure = Objects.requireNonNullElse(figures.get(name), "");
        assertTrue(figure.contains(part), name + ": " + figure);
    }

    @Test
    void everyFigureIsTheSameInAnotherHome() throws IOException {
        var file = folder.resolve("home.tollgate");
        var until = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
        final Map<String, String> before;
        final long entries;
        try (var home = OwnConfig.open(folder.resolve("one"), LIVELY)) {
            lived(home);
            home.gateway().backups().write(file, Optional.empty());
            before = HomeFigures.of(home.gateway(), until);
            entries = home.gateway().queries().count(EntryFilter.between(Instant.EPOCH, until), 1_000);
        }
        has(before, "request 21", "SERVER_ERROR");
        has(before, "alarms", "calls");
        has(before, "alarms", "ACKNOWLEDGED");
        has(before, "price history", "prices");
        has(before, "newest smoke cells", "Tools are ignored");
        has(before, "audit", "pause");
        var done = assertInstanceOf(Restored.Done.class, Restore.into(folder.resolve("two"), file, Optional.empty()));
        assertEquals(entries, done.entries());
        assertEquals(List.of("providers paid credentials 1: paste the key again ('paid' is not in this home's encrypted"
                + " file)"), done.missing());
        assertEquals(Optional.empty(), done.aside());
        try (var home = OwnConfig.open(folder.resolve("two"), "budgets: []")) {
            var after = HomeFigures.of(home.gateway(), until);
            assertEquals(before.keySet(), after.keySet());
            before.forEach((name, figure) -> assertEquals(figure, after.get(name), name));
            assertTrue(before.size() > 500, "it was looked at " + before.size() + " figures");
            home.gateway().control().resume("test", "app");
            assertEquals(200, home.chat("smart"));
        }
    }

    /// Calls run on while it is made; what is in it is a moment: rows and roll-ups agree, and no call failed.
    @Test
    void aCopyUnderLoadIsOfOneMoment() throws IOException, InterruptedException {
        var file = folder.resolve("loaded.tollgate");
        var over = new AtomicBoolean();
        var failed = new AtomicInteger();
        int atLeast;
        try (var home = OwnConfig.open(folder.resolve("one"))) {
            var callers = new ArrayList<Thread>();
            for (int i = 0; i < 8; i++) {
                callers.add(Thread.ofVirtual().start(() -> {
                    while (!over.get()) {
                        if (home.chat("smart") != 200) {
                            failed.incrementAndGet();
                        }
                    }
                }));
            }
            TestGateway.await(() -> home.gateway().ledger().committed() > 50 ? true : null);
            atLeast = (int) home.gateway().ledger().committed();
            home.gateway().backups().write(file, Optional.empty());
            over.set(true);
            for (var caller : callers) {
                caller.join();
            }
        }
        assertEquals(0, failed.get());
        assertInstanceOf(Restored.Done.class, Restore.into(folder.resolve("two"), file, Optional.empty()));
        try (var home = OwnConfig.open(folder.resolve("two"))) {
            var figures = Figures.of(home.gateway());
            assertTrue(figures.entries().size() >= atLeast, figures.entries().size() + " of " + atLeast);
            long rows = figures.entries().stream().mapToLong(e -> e.cost().picos()).sum();
            for (var step : List.of(figures.minutes(), figures.hours(), figures.days())) {
                assertEquals(figures.entries().size(), step.stream().mapToLong(r -> r.totals().requests()).sum());
                assertEquals(rows, step.stream().mapToLong(r -> r.totals().picos()).sum());
            }
        }
    }

    @Test
    void keysGoAlongUnderAPassphraseOnly() throws IOException {
        var plain = folder.resolve("plain.tollgate");
        var with = folder.resolve("with.tollgate");
        try (var home = OwnConfig.open(folder.resolve("one"))) {
            home.gateway().versions().apply("test", c -> c.withBudgets(List.of()));
            home.gateway().backups().write(plain, Optional.empty());
            home.gateway().backups().write(with, Optional.of(PHRASE));
            assertThrows(IOException.class, () -> home.gateway().backups().write(folder.resolve("x"),
                    Optional.of("short".toCharArray())));
            assertFalse(Files.exists(folder.resolve("x")));
        }
        for (var file : List.of(plain, with)) {
            try (var zip = new ZipFile(file.toFile())) {
                for (var entry : zip.stream().toList()) {
                    assertFalse(new String(zip.getInputStream(entry).readAllBytes(),
                            java.nio.charset.StandardCharsets.ISO_8859_1).contains("sk-very-secret-0815"));
                }
            }
        }
        assertFalse(Restore.contents(plain).withSecrets());
        assertTrue(Restore.contents(with).withSecrets());
        var phrases = Map.of("another one", true, "correct horse battery", false);
        phrases.forEach((phrase, refused) -> assertEquals(refused, Restore.check(folder.resolve("one"), with,
                Optional.of(phrase.toCharArray())).filter(r -> r.message().contains("passphrase")).isPresent()));
        assertEquals(Optional.empty(), Restore.check(folder.resolve("one"), with, Optional.empty()));
        var wrong = Restore.into(folder.resolve("two"), with, Optional.of("another one".toCharArray()));
        assertTrue(assertInstanceOf(Restored.Refused.class, wrong).message().contains("passphrase"));
        assertFalse(Files.exists(folder.resolve("two/ledger.mv.db")));

        var done = assertInstanceOf(Restored.Done.class, Restore.into(folder.resolve("two"), with,
                Optional.of(PHRASE)));
        assertEquals(List.of(), done.missing());
        try (var home = OwnConfig.open(folder.resolve("two"))) {
            assertEquals(200, home.chat("paid"));
        }
    }

    @Test
    void aHomeInUseIsNotReplacedAndAClosedOneStandsAside() throws IOException {
        var file = folder.resolve("home.tollgate");
        try (var home = OwnConfig.open(folder.resolve("one"))) {
            home.chat("smart");
            settled(home);
            home.gateway().backups().write(file, Optional.empty());
            var refused = assertInstanceOf(Restored.Refused.class,
                    Restore.into(folder.resolve("one"), file, Optional.empty()));
            assertEquals(3, refused.exitCode());
            home.chat("smart");
            settled(home);
        }
        var done = assertInstanceOf(Restored.Done.class,
                Restore.into(folder.resolve("one"), file, Optional.empty()));
        assertEquals(1, done.entries());
        assertTrue(Files.exists(done.aside().orElseThrow().resolve("ledger.mv.db")));
        assertEquals(List.of(), done.missing());
        assertFalse(Files.exists(folder.resolve("one/restoring")));
        try (var home = OwnConfig.open(folder.resolve("one"))) {
            assertEquals(200, home.chat("paid"));
        }
    }

    @Test
    void damagedForeignAndNewerFilesAreRefusedWithAReason() throws IOException {
        var file = folder.resolve("home.tollgate");
        var home = folder.resolve("one");
        try (var open = OwnConfig.open(home)) {
            open.chat("smart");
            settled(open);
            open.gateway().backups().write(file, Optional.empty());
        }
        assertEquals(1, Restore.contents(file).entries().orElseThrow());
        assertEquals(Optional.empty(), Restore.check(home, file, Optional.empty()));
        var whole = Files.readAllBytes(file);
        var before = Files.readAllBytes(home.resolve("ledger.mv.db"));
        refused(home, folder.resolve("absent"), "no such file");
        refused(home, folder, "it is a folder");
        refused(home, Files.writeString(folder.resolve("text"), "not a zip at all"), "no backup, or damaged");
        refused(home, Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, whole.length / 2)), "damaged");
        refused(home, changed(file, "tollgate-backup.json", "\"format\" : 1", "\"format\" : 9"), "newer Tollgate");
        refused(home, changed(file, "tollgate-backup.json", "\"schema\" : ", "\"schema\" : 9"), "newer Tollgate");
        refused(home, changed(file, "config.yaml", "budgets", "budgers"), "config.yaml in it is not what was written");
        refused(home, changed(file, "ledger.zip", "ledger", "Ledger"), "ledger.zip in it is not what was written");
        refused(home, changed(file, "tollgate-backup.json", "{", "["), "nothing readable about itself");
        assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(home.resolve("ledger.mv.db"))));
    }

    private static void refused(Path home, Path file, String reason) {
        var refused = assertInstanceOf(Restored.Refused.class, Restore.into(home, file, Optional.empty()));
        assertEquals(refused, Restore.check(home, file, Optional.empty()).orElseThrow(), "said before it is begun");
        assertTrue(refused.message().contains(reason), refused.message());
        assertTrue(refused.message().contains("Nothing was changed"), refused.message());
    }

    /// The same file with one part changed.
    private Path changed(Path file, String name, String from, String to) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipFile(file.toFile()); var out = new ZipOutputStream(bytes)) {
            for (var entry : zip.stream().toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                var content = zip.getInputStream(entry).readAllBytes();
                out.write(entry.getName().equals(name)
                        ? new String(content, java.nio.charset.StandardCharsets.ISO_8859_1).replaceFirst(
                                java.util.regex.Pattern.quote(from), to)
                                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)
                        : content);
                out.closeEntry();
            }
        }
        return Files.write(folder.resolve("changed"), bytes.toByteArray());
    }
}
