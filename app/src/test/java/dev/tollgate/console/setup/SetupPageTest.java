package dev.tollgate.console.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.Drawings;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.term.Picos;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The first run on a fresh home, against the real engine; each state into target/screens.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class SetupPageTest {
    private final TestConsole console = TestConsole.open("");
    private final NotedPlaces places = new NotedPlaces();
    private final List<String> left = new ArrayList<>();
    private Feed feed;
    private Stage stage;
    private SetupPage page;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        Theme.LIGHT.use();
        feed = new Feed(console.gateway());
        page = new SetupPage(feed, places);
        page.onDone(() -> left.add("done"));
        stage = shown;
        stage.setScene(new Scene(new Pane(), 1104, 724));
        Theme.install(stage.getScene());
        stage.getScene().setRoot(new StackPane(page.node()));
        stage.show();
        page.shown(View.NOW);
        feed.show(page.model());
        feed.start();
    }

    @AfterEach
    void close() {
        page.hidden();
        feed.close();
        console.close();
    }

    @Test
    void fromAnEmptyHomeToTheFirstCall(FxRobot robot) throws IOException {
        until(() -> page.setup().trialProperty().get() instanceof Trial.Ready(var most) && !most.isEmpty());
        save("fresh");
        robot.interact(() -> page.setup().test(""));
        until(() -> !(page.setup().trialProperty().get() instanceof Trial.Running));
        assertInstanceOf(Trial.Passed.class, page.setup().trialProperty().get(),
                page.setup().trialProperty().get().toString());
        until(() -> !page.setup().snippetsProperty().get().isEmpty()
                && page.setup().waitingProperty().get().isPresent());
        var config = console.gateway().config();
        assertEquals("built-in", config.providers().getFirst().name());
        assertTrue(config.providers().getFirst().free());
        assertEquals("first-key", config.keys().getFirst().name());
        assertTrue(config.budgets().stream().anyMatch(b -> b.name().equals("first-key-day")
                && b.limit() == 5 * Picos.PER_USD));
        assertEquals(401, console.post("", "/chat/completions", "{}"));
        until(() -> page.setup().refusedProperty().get().isPresent());
        assertTrue(
                page.setup().refusedProperty().get().orElseThrow().title()
                        .matches("refused a call by .* \\(401\\): .*"),
                "who called, and that it was Tollgate who refused");
        save("connect");
        var secret = page.setup().snippetsProperty().get().get(5).text().split("\"", -1)[3];
        assertTrue(secret.startsWith("tg-"));
        assertFalse(stage.getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(node -> node instanceof Labeled label && label.getText().contains(secret)), "key in a label");
        assertEquals(404, console.chat(secret, "nope", "Hello", false));
        until(() -> page.setup().refusedProperty().get().filter(last -> last.title().equals("404 for nope"))
                .isPresent());
        assertTrue(page.setup().refusedProperty().get().orElseThrow().detail().contains("nope"), "the reason in words");
        assertTrue(page.setup().firstProperty().get().isEmpty(), "a refused call is not the first");
        save("refused");
        robot.interact(page.setup()::send);
        until(() -> page.setup().firstProperty().get().isPresent());
        save("called");
        robot.interact(() -> robot.lookup("Open it").queryButton().fire());
        robot.interact(() -> robot.lookup("Continue").queryButton().fire());
        assertEquals(1, places.opened.size());
        assertEquals(List.of("done"), left);
        assertFalse(page.setup().snippetsProperty().get().getFirst().text().contains(secret), "forgotten");
    }

    @Test
    void anAnswerToAnyKeyIsTheFirstCall(FxRobot robot) {
        until(() -> page.setup().trialProperty().get() instanceof Trial.Ready);
        robot.interact(() -> page.setup().test(""));
        until(() -> page.setup().waitingProperty().get().isPresent());
        var other = console.gateway().control().keys().make("test", KeyEntry.of("other", new Secret.Hashed("")),
                List.of()).key().orElseThrow();
        assertEquals(200, console.chat(other.secret(), "sim-small", "Hello", false));
        until(() -> page.setup().firstProperty().get().isPresent());
    }

    @Test
    void aServerThatIsNotThereIsToldAndMayBeSavedAnyway(FxRobot robot) throws IOException {
        robot.interact(() -> {
            page.setup().offerProperty().set(Offer.OTHER);
            page.setup().urlProperty().set("http://127.0.0.1:9/v1");
            page.setup().modelProperty().set("llama");
            page.setup().test("");
        });
        until(() -> page.setup().trialProperty().get() instanceof Trial.Failed);
        var failed = assertInstanceOf(Trial.Failed.class, page.setup().trialProperty().get());
        assertTrue(failed.message().contains("Nothing listens"), failed.message());
        save("error");
        robot.interact(() -> robot.lookup("Save anyway").queryButton().fire());
        until(() -> !page.setup().snippetsProperty().get().isEmpty());
        assertEquals("http://127.0.0.1:9/v1", console.gateway().config().providers().getFirst().baseUrl());
    }

    @Test
    void aWrongKeyIsToldApartAndNotKept(FxRobot robot) throws IOException {
        robot.interact(() -> {
            page.setup().offerProperty().set(Offer.OTHER);
            page.setup().urlProperty().set("http://simulated.localhost/v1");
            page.setup().modelProperty().set("sim-small");
            page.setup().test("sim-wrong");
        });
        until(() -> page.setup().trialProperty().get() instanceof Trial.Failed);
        var failed = assertInstanceOf(Trial.Failed.class, page.setup().trialProperty().get());
        assertTrue(failed.message().contains("does not know this key"), failed.message());
        assertFalse(failed.passing(), "there is nothing worth saving");
        assertFalse(failed.toString().contains("sim-wrong"), "the key is quoted nowhere");
        save("wrong-key");
        assertTrue(console.gateway().config().providers().isEmpty());
    }

    @Test
    void aKeptKeyIsShownByItsLastFourOnly(FxRobot robot) throws IOException {
        var secret = "sim-0123456789abcdef3f9a";
        robot.interact(() -> {
            page.setup().offerProperty().set(Offer.OTHER);
            page.setup().urlProperty().set("http://simulated.localhost/v1");
            page.setup().modelProperty().set("sim-small");
        });
        var field = (PasswordField) stage.getScene().getRoot().lookup(".password-field");
        robot.interact(() -> {
            field.setText(secret);
            robot.lookup("Test").queryButton().fire();
        });
        until(() -> page.setup().trialProperty().get() instanceof Trial.Passed);
        assertEquals("", field.getText());
        assertTrue(field.getPromptText().endsWith("3f9a") && !field.getPromptText().contains("f3f9a"));
        assertInstanceOf(Secret.Stored.class,
                console.gateway().config().providers().getFirst().credentials().getFirst().secret());
        save("kept");
    }

    @Test
    void aKeyTypedAnewTakesBackWhatWasSaidOfTheOneBefore(FxRobot robot) {
        robot.interact(() -> {
            page.setup().offerProperty().set(Offer.OTHER);
            page.setup().urlProperty().set("http://127.0.0.1:9/v1");
            page.setup().modelProperty().set("llama");
            page.setup().test("first");
        });
        until(() -> page.setup().trialProperty().get() instanceof Trial.Failed);
        robot.interact(() -> {
            page.setup().retyped();
            page.setup().saveAnyway();
        });
        assertInstanceOf(Trial.Ready.class, page.setup().trialProperty().get());
        assertTrue(console.gateway().config().providers().isEmpty());
    }

    @Test
    void whatATestMayCostIsSaidBeforeIt(FxRobot robot) throws IOException {
        robot.interact(() -> page.setup().offerProperty().set(Offer.named().getFirst()));
        until(() -> page.setup().trialProperty().get() instanceof Trial.Ready(var most) && most.contains("at most $"));
        save("openai");
        robot.interact(() -> page.setup().test(""));
        var missing = assertInstanceOf(Trial.Failed.class, page.setup().trialProperty().get());
        assertTrue(missing.message().startsWith("Paste the key of OpenAI"), missing.message());
        assertTrue(console.gateway().config().providers().isEmpty());
    }

    @Test
    void theCapOfTheHomeIsChangedInPlace(FxRobot robot) {
        assertEquals(25 * Picos.PER_USD, page.setup().dayCapProperty().get().orElseThrow());
        robot.interact(() -> page.setup().capDay("a lot", () -> left.add("saved")));
        assertFalse(page.setup().capProblemProperty().get().isEmpty());
        robot.interact(() -> page.setup().capDay("$12.50", () -> left.add("saved")));
        until(() -> left.contains("saved"));
        assertEquals(12_500_000_000_000L, page.setup().dayCapProperty().get().orElseThrow());
    }

    private static void until(BooleanSupplier condition) {
        TestConsole.await(() -> WaitForAsyncUtils.waitForAsyncFx(10_000, condition::getAsBoolean));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void save(String name) throws IOException {
        new Drawings(stage, page.node(), "setup").save(name);
    }
}
