package dev.tollgate.console.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.Drawings;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.admission.Raise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Draws the page with its editors into target/screens, to be held beside the mock-up; every focusable node is named.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class KeysScreensTest {
    private static final String CONFIG = TestConsole.CONFIG.replaceFirst("(?s)keys:\n.*budgets:\n.*prices:",
            """
                    keys:
                      - name: web
                        secret: "literal:tg-test-web-0123456789abcdef"
                        routes: [smart, embed, "gpt-*"]
                        limits: { rpm: 600, tpm: 200000, parallel: 20, max_output_tokens: 8000, max_request_usd: 0.5 }
                        defaults: { customer: acme, feature: search }
                        fixed: { environment: prod }
                        owner: { name: Dana, email: dana@example.com }
                        require: [feature]
                      - { name: agent-dev, secret: "literal:tg-test-agent-0123456789abcdef", routes: [code, smart] }
                      - { name: batch, secret: "literal:tg-test-batch-0123456789abcdef", routes: [embed] }
                      - { name: notebook, secret: "literal:tg-test-note-0123456789abcdef", expires: 2026-01-01T00:00:00Z }
                      - { name: 検索サービス-production-blue-eu-central-1-with-a-long-name, secret: "literal:tg-test-long-0123456789abcdef" }
                    budgets:
                      - { name: web-day, scope: { key: web }, window: day, usd: 0.06, at: { 50: notify, 80: notify, 100: block } }
                      - { name: agent-dev, scope: { key: agent-dev }, window: week, usd: 0.08, at: { 50: notify, 100: block } }
                      - { name: acme-month, scope: { customer: acme }, window: month, usd: 20, at: { 50: notify, 80: notify, 100: block } }
                      - { name: everything, scope: {}, window: day, usd: 25, at: { 50: notify, 80: notify, 100: block } }
                      - { name: calls, scope: { key: web }, window: day, requests: 1000 }
                      - { name: tokens, scope: { each: feature }, window: total, tokens: 2000000 }
                    prices:"""
                    .replace("$", "\\$"));

    private final TestConsole console = TestConsole.open(CONFIG);
    private final Feed feed = new Feed(console.gateway());
    private final NotedPlaces said = new NotedPlaces();
    private Stage stage;
    private KeysPage page;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        Theme.LIGHT.use();
        stage = shown;
        page = new KeysPage(feed, said);
        stage.setScene(new Scene(new StackPane(page.node()), 980, 700));
        Theme.install(stage.getScene());
        stage.show();
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, call);
    }

    @Test
    void everyStateInBothThemes() throws IOException {
        for (int i = 0; i < 5; i++) {
            console.chat("smart", "a call of web, number " + i + ", with something to say");
            console.chat(TestConsole.AGENT_KEY, "smart", "a call of the agent", false);
        }
        console.gateway().control().pause("test", "batch");
        console.gateway().control().pause("stop sheet", "web");
        console.gateway().control().resume("console", "web");
        console.gateway().control().keys().rotate("Dana", "web", Duration.ofHours(2));
        console.provider().speed(0.05);
        var calls = List.of(console.streaming(TestConsole.AGENT_KEY, "smart", "a long story"),
                console.streaming(TestConsole.KEY, "smart", "another long story"));
        TestConsole.await(() -> console.gateway().admission().holds().size() >= 2);
        fx(() -> {
            feed.show(page.model());
            page.shown(View.NOW);
            return true;
        });
        feed.start();
        save("keys");
        fx(() -> {
            page.tabs().open(KeysPage.BUDGETS);
            return true;
        });
        TestConsole.await(() -> fx(() -> !page.keysModel().holds().isEmpty()));
        save("budgets");
        console.gateway().control().budgets().raise("test", "web-day", "web", Optional.of(new Raise(30_000_000_000L,
                console.gateway().time().instant().plus(Duration.ofHours(1)))));
        var raised = new BudgetRow.Id("web-day", "web");
        fx(() -> {
            page.keysModel().chosen().set(raised);
            return true;
        });
        TestConsole.await(() -> fx(() -> page.keysModel().chosenRow().filter(row -> row.state().raise().isPresent())
                .isPresent()));
        save("budget-raised");
        fx(() -> {
            page.tabs().open(KeysPage.KEYS);
            page.openKey("web");
            return true;
        });
        named();
        for (int tab = 0; tab < 6; tab++) {
            int place = tab;
            fx(() -> {
                stage.getScene().snapshot(null);
                ((TabPane) stage.getScene().lookup(".tg-editor-tabs")).getSelectionModel().select(place);
                return true;
            });
            save("key-" + place);
        }
        fx(() -> {
            page.tabs().open(KeysPage.BUDGETS);
            page.openBudget(console.gateway().config().budgets().getFirst());
            return true;
        });
        save("budget-editor");
        named();
        console.gateway().control().cutAll("test");
        TestConsole.await(() -> calls.stream().noneMatch(Thread::isAlive));
    }

    private Drawings drawings() {
        return new Drawings(stage, page.node(), "keys");
    }

    /// Nothing that takes the keyboard is nameless.
    private void named() {
        assertEquals(List.of(), drawings().nameless());
    }

    private void save(String name) throws IOException {
        drawings().save(name);
    }
}
