package dev.tollgate.console.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.config.Timeouts;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.term.Unit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Providers and routes set up in the window and called through, against the real engine; each state into
/// target/screens.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RoutesPageTest {
    private static final String SECRET = "sim-0123456789abcdef3f9a";
    private static final String YAML = """
            providers:
              spare: { base_url: "http://simulated-2.localhost/v1", free: true, models: [sim-small] }
            routes:
              single: { retries: { attempts: 0 }, targets: [{ provider: spare, model: sim-small }] }
            keys:
              - { name: web, secret: "literal:tg-test-web-0123456789abcdef" }
            prices:
              - { provider: main, model: sim-small, from: 2026-01-01, input: 0.15, output: 0.6 }
            """;
    private final TestConsole console = TestConsole.open(YAML);
    private Stand stand;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        console.gateway().simulated().second().speed(0);
        stand = new Stand(console, stage);
    }

    @AfterEach
    void close() {
        stand.close();
    }

    private Route route(String name) {
        return console.gateway().config().routes().stream().filter(r -> r.name().equals(name)).findFirst()
                .orElseThrow();
    }

    private String order(String name) {
        return route(name).targets().stream().map(Target::provider).collect(Collectors.joining(","));
    }

    private void addProvider(String name, String secret) {
        stand.tab("Providers");
        stand.press("#add-provider");
        stand.type("#provider-name", name);
        stand.type("#provider-url", stand.realAddress());
        stand.type("#paste-key", secret);
        stand.type("#provider-models", "sim-large, sim-small");
        stand.type("#test-model", "sim-small");
    }

    private void makeRoute() {
        stand.tab("Routes");
        stand.press("Route");
        stand.type("#route-name", "fast");
        stand.choose("#target-provider", "main");
        stand.press("sim-small");
        stand.press("Create");
        stand.press("Target");
        stand.choose("#target-provider", "spare");
        stand.press("sim-small");
        stand.press("Add");
    }

    private void commit() {
        stand.press("Commit");
        stand.until(() -> stand.page().routes().pending().get() == 0);
    }

    private Entry call(String model) {
        int before = entries().size();
        assertEquals(200, console.chat(model, "Hello"));
        TestConsole.await(() -> entries().size() > before);
        return entries().getFirst();
    }

    private List<Entry> entries() {
        return console.gateway().queries().entries(
                EntryFilter.between(Instant.EPOCH, Instant.now().plus(Duration.ofDays(1))), 1000, Optional.empty())
                .entries();
    }

    private static String target(Entry entry) {
        return entry.served().target().orElse("");
    }

    private void keys(KeyCode code, boolean alt) {
        stand.run(() -> {
            var table = stand.page().routesTab().panel().targets().table();
            table.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, alt, false));
        });
    }

    private void select(int target) {
        stand.run(() -> stand.page().routesTab().panel().targets().table().getSelectionModel()
                .clearAndSelect(target));
    }

    @Test
    void fromAnAddressToACallThatFallsToTheOther() throws IOException {
        stand.draw("start");
        addProvider("main", SECRET);
        stand.until(() -> stand.says("one call, at most $"));
        stand.press("Test");
        stand.until(() -> stand.says("It answers: "));
        stand.draw("provider-tested");
        assertTrue(console.gateway().config().provider("main").isEmpty(), "a test saves nothing");
        stand.press("Add provider");
        stand.until(() -> console.gateway().config().provider("main").isPresent());
        stand.until(() -> stand.told().last().contains("Its key is in the encrypted file of this home"));
        assertInstanceOf(Secret.Stored.class, stand.provider("main").credentials().getFirst().secret());
        stand.until(() -> stand.says("encrypted file …3f9a"));
        assertFalse(stand.says(SECRET), "the key is shown nowhere");
        assertFalse(stand.told().toasts.toString().contains(SECRET));

        makeRoute();
        stand.draw("pending");
        assertTrue(console.gateway().config().routes().stream().noneMatch(r -> r.name().equals("fast")),
                "pending is not in force");
        commit();
        assertEquals("main,spare", order("fast"));
        assertEquals("main/sim-small", target(call("fast")), "the first target answers");

        select(1);
        keys(KeyCode.UP, true);
        stand.until(() -> stand.page().routes().pending().get() == 1);
        assertTrue(stand.says("in the order spare/sim-small, main/sim-small"));
        stand.draw("reordered");
        commit();
        assertEquals("spare,main", order("fast"));
        assertEquals("spare/sim-small", target(call("fast")));
        stand.run(() -> stand.told().undo());
        stand.until(() -> order("fast").equals("main,spare"));

        stand.tab("Providers");
        stand.run(() -> stand.root().lookupAll(".check-box").stream().filter(CheckBox.class::isInstance)
                .map(CheckBox.class::cast).filter(box -> "Switch off main".equals(box.getAccessibleText())).findFirst()
                .orElseThrow().fire());
        stand.until(() -> !stand.provider("main").enabled());
        var fell = call("fast");
        assertEquals("spare/sim-small", target(fell), "the call falls to the other");
        assertTrue(fell.decision().toString().contains("switched off"), fell.decision().toString());
        stand.draw("providers");
        stand.run(() -> stand.told().undo());
        stand.until(() -> stand.provider("main").enabled());
        assertEquals("main/sim-small", target(call("fast")));
    }

    @Test
    void anotherAddressClearsTheKeyAndSaysSo() throws IOException {
        addProvider("main", SECRET);
        stand.press("Add provider");
        stand.until(() -> console.gateway().config().provider("main").isPresent());
        stand.run(() -> stand.page().providersTab().edit("main"));
        stand.type("#provider-url", "https://elsewhere.example/v1");
        assertTrue(stand.says("Another address: its key is not sent there."));
        assertTrue(stand.says("it was for another address"));
        stand.draw("moved");
        stand.press("Save");
        stand.until(() -> stand.provider("main").baseUrl().equals("https://elsewhere.example/v1"));
        assertEquals(List.of(), stand.provider("main").credentials());
        stand.until(() -> stand.told().last().contains("Its key was cleared: the address is another."));
        stand.run(() -> stand.told().undo());
        stand.until(() -> stand.provider("main").credentials().size() == 1);
        assertEquals(stand.realAddress(), stand.provider("main").baseUrl(), "undone together");
    }

    @Test
    void aWrongKeyIsToldApartBeforeAnythingIsSaved() throws IOException {
        addProvider("main", "sim-wrong");
        stand.press("Test");
        stand.until(() -> stand.says("does not know this key"));
        stand.draw("wrong-key");
        assertTrue(console.gateway().config().provider("main").isEmpty());
        stand.type("#provider-url", "http://127.0.0.1:9/v1");
        stand.press("Test");
        stand.until(() -> stand.says("Nothing listens at http://127.0.0.1:9/v1"));
        stand.type("#provider-url", "not a url");
        assertTrue(stand.says("must be a http or https URL"));
        stand.press("Add provider");
        assertTrue(console.gateway().config().provider("main").isEmpty(), "nothing is half saved");
    }

    @Test
    void severalKeysAreUsedInTheirOrderAndCanBeMovedAndRemoved() throws IOException {
        addProvider("main", "sim-wrong");
        stand.press("#add-key");
        stand.type("#paste-key", SECRET);
        stand.press("Add provider");
        stand.until(() -> console.gateway().config().provider("main").isPresent());
        assertEquals(2, stand.provider("main").credentials().size());
        makeRoute();
        commit();
        var first = call("fast");
        assertEquals(List.of("1", "2"), first.attempts().stream().map(a -> a.target().credential()).toList());
        stand.tab("Providers");
        stand.run(() -> stand.page().providersTab().edit("main"));
        stand.until(() -> stand.says("1 of 2 rest"));
        stand.draw("keys");
        stand.press("Use key 2 earlier");
        stand.press("Remove key 2");
        stand.press("Save");
        stand.until(() -> stand.provider("main").credentials().size() == 1);
        assertEquals(List.of("1"), call("fast").attempts().stream().map(a -> a.target().credential()).toList());
    }

    @Test
    void theDryRunTellsOfATypedCallAndOfARecentOne() throws IOException {
        addProvider("main", SECRET);
        stand.press("Add provider");
        stand.until(() -> console.gateway().config().provider("main").isPresent());
        makeRoute();
        commit();
        var call = call("fast");
        stand.press("Explain");
        stand.until(() -> stand.says("First in order, direct"));
        assertTrue(stand.says("taken") && stand.says("stands by"));
        assertTrue(stand.says("1 of 1 call answered since the start"));
        stand.draw("explain");
        stand.run(() -> stand.page().routes().refresh());
        stand.until(() -> stand.page().routesTab().explainModel().recent().stream()
                .anyMatch(e -> e.id().equals(call.id())));
        stand.run(() -> {
            var recent = stand.page().routesTab().explained().recent();
            recent.show();
            recent.setValue(recent.getItems().stream().filter(e -> e.id().equals(call.id())).findFirst()
                    .orElseThrow());
        });
        stand.until(() -> stand.says(call.usage().get(Unit.OUTPUT) + " out"));
        select(0);
        keys(KeyCode.DOWN, true);
        stand.until(() -> stand.says("1 pending") && stand.says("with"));
        stand.press("Preview");
        stand.until(() -> stand.says("last hour again: 1 of 1 call moves"));
        stand.draw("preview");
        assertEquals("main,spare", order("fast"));
        assertEquals(1, entries().size(), "nothing was sent");
    }

    @Test
    void twoEditorsSeeTheDifferenceInsteadOfLosingAnEdit() throws IOException {
        stand.tab("Routes");
        stand.run(() -> stand.page().routes().change(r -> timed(r, Duration.ofSeconds(7))));
        console.gateway().control().apply("somebody", config -> config.withRoutes(config.routes().stream()
                .map(r -> timed(r, Duration.ofSeconds(9))).toList()));
        stand.until(() -> stand.says("was changed meanwhile by somebody else"));
        assertTrue(stand.says("Theirs: idle 60s → 9s") || stand.says("Theirs: idle 1m → 9s"),
                stand.texts().toString());
        stand.draw("clash");
        stand.press("Commit");
        assertEquals(Duration.ofSeconds(9), route("single").timeouts().idle(), "nothing is overwritten unseen");
        stand.press("Keep mine");
        commit();
        assertEquals(Duration.ofSeconds(7), route("single").timeouts().idle());
        stand.run(() -> stand.page().routes().change(r -> timed(r, Duration.ofSeconds(5))));
        console.gateway().control().apply("somebody", config -> config.withRoutes(config.routes().stream()
                .map(r -> new Route(r.name(), r.targets(), r.timeouts(), r.retries(), r.health(), true,
                        r.standInPicos()))
                .toList()));
        stand.until(() -> stand.says("was changed meanwhile by somebody else"));
        stand.press("Keep mine");
        commit();
        assertEquals(Duration.ofSeconds(5), route("single").timeouts().idle());
        assertTrue(route("single").refuseUnpriced(), "what was not touched here is theirs");

        stand.tab("Providers");
        stand.run(() -> stand.page().providersTab().edit("spare"));
        stand.type("#provider-models", "sim-small, sim-code");
        console.gateway().control().apply("somebody", config -> config.withProviders(config.providers().stream()
                .map(p -> p.withEnabled(false)).toList()));
        stand.until(() -> stand.says("Somebody else changed spare meanwhile. Theirs: off."));
        stand.press("Save");
        assertFalse(stand.provider("spare").enabled());
        assertEquals(List.of("sim-small"), stand.provider("spare").models());
        stand.press("Keep mine");
        stand.press("Save");
        stand.until(() -> stand.provider("spare").models().contains("sim-code"));
        assertFalse(stand.provider("spare").enabled(), "what was not touched here is theirs");
    }

    private static Route timed(Route r, Duration idle) {
        var t = r.timeouts();
        return new Route(r.name(), r.targets(), new Timeouts(t.connect(), t.firstToken(), t.response(), idle,
                t.total()), r.retries(), r.health(), r.refuseUnpriced(), r.standInPicos());
    }

    @Test
    void settingsPendWhileTheyAreRightAndSayWhatIsNot() throws IOException {
        stand.tab("Routes");
        stand.run(() -> {
            var tabs = (TabPane) stand.root().lookup(".tg-tabs");
            tabs.getSelectionModel().select(1);
        });
        stand.draw("settings");
        var idle = fieldNamed("Idle");
        stand.run(() -> idle.setText("soon"));
        assertTrue(stand.says("Write a time such as 200ms"));
        assertEquals(0, stand.page().routes().pending().get());
        stand.run(() -> idle.setText("45s"));
        stand.until(() -> stand.page().routes().pending().get() == 1);
        assertTrue(stand.says("→ 45s"), stand.texts().toString());
        commit();
        assertEquals(Duration.ofSeconds(45), route("single").timeouts().idle());
    }

    private TextField fieldNamed(String name) {
        return Stand.fx(() -> stand.root().lookupAll(".text-field").stream()
                .filter(node -> name.equals(node.getAccessibleText()))
                .map(TextField.class::cast).findFirst().orElseThrow());
    }

    @Test
    void aProviderInUseIsNotRemovedAndOneThatIsNotCanBeTakenBack() {
        stand.tab("Providers");
        stand.press("Remove (Delete)");
        stand.until(() -> stand.told().last().contains("is a target of single"));
        addProvider("main", SECRET);
        stand.press("Add provider");
        stand.until(() -> console.gateway().config().provider("main").isPresent());
        var before = stand.provider("main");
        stand.run(() -> {
            var list = stand.page().providersTab().list().table();
            list.getSelectionModel().clearAndSelect(1);
            list.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.DELETE, false, false, false, false));
        });
        stand.until(() -> console.gateway().config().provider("main").isEmpty());
        stand.until(() -> stand.told().last().equals("Provider main removed."));
        stand.run(() -> stand.told().undo());
        stand.until(() -> console.gateway().config().provider("main").equals(Optional.of(before)));
        stand.run(() -> {
            var list = stand.page().providersTab().list().table();
            list.getSelectionModel().clearAndSelect(1);
            list.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.UP, false, false, true, false));
        });
        stand.until(() -> console.gateway().config().providers().getFirst().name().equals("main"));
    }

    @Test
    void everyControlHasANameAndNoSecretIsDrawn() {
        addProvider("main", SECRET);
        stand.press("Add provider");
        stand.until(() -> console.gateway().config().provider("main").isPresent());
        stand.run(() -> stand.page().providersTab().edit("main"));
        var without = new ArrayList<String>();
        stand.run(() -> stand.root().lookupAll("*").stream().filter(n -> n.isFocusTraversable()
                && (n.getAccessibleText() == null || n.getAccessibleText().isBlank())
                && !(n instanceof Labeled l && l.getText() != null && !l.getText().isBlank()))
                .forEach(n -> without.add(n.toString())));
        assertEquals(List.of(), without);
        assertFalse(stand.says(SECRET));
    }
}
