package dev.tollgate.console.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.config.KeychainBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The editor of a provider where keys are kept in a keychain: its words are whole, and *Test* leaves the keyboard and
/// the view where they are.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class ProviderEditorTest {
    @TempDir
    static Path folder;

    private Gateway gateway;
    private Feed feed;
    private RoutesPage page;
    private StackPane root;

    /// One that opens at once.
    private static final class Chain implements KeychainBackend {
        private final Map<String, String> kept = new ConcurrentHashMap<>();

        @Override
        public String name() {
            return "a keychain";
        }

        @Override
        public Optional<String> get(String account) {
            return Optional.ofNullable(kept.get(account));
        }

        @Override
        public void put(String account, String secret) {
            kept.put(account, secret);
        }

        @Override
        public void remove(String account) {
            kept.remove(account);
        }
    }

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        gateway = assertInstanceOf(Opening.Ready.class, Gateway.open(GatewayOptions.of(folder.resolve("home"))
                .withStarter(TestConsole.CONFIG).withPort(0).withKeychain(new Chain()))).gateway();
        gateway.simulated().control().speed(0);
        feed = new Feed(gateway);
        page = new RoutesPage(feed, new NotedPlaces());
        Theme.LIGHT.use();
        root = new StackPane(page.node());
        stage.setScene(new Scene(root, 824, 624));
        Theme.install(stage.getScene());
        stage.show();
        page.shown(View.NOW);
        feed.show(page.model());
        feed.start();
        page.open("Providers");
    }

    @AfterEach
    void close() {
        feed.close();
        gateway.close(Duration.ZERO);
    }

    private <T extends Node> T find(String id, Class<T> type) {
        TestConsole.await(() -> Stand.fx(() -> root.lookup(id) != null));
        return type.cast(Stand.fx(() -> root.lookup(id)));
    }

    private void edit() {
        find("#add-provider", Button.class);
        Stand.fx(() -> {
            page.providersTab().edit("sim");
            return true;
        });
        find("#test-provider", Button.class);
    }

    private void draw(String name) throws IOException {
        var image = Stand.fx(() -> root.getScene().snapshot(null));
        Files.createDirectories(Path.of("target/screens"));
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png",
                Path.of("target/screens/routes-editor-" + name + ".png").toFile());
    }

    private void choose(String field, String option) {
        var combo = find("#" + field, ComboBox.class);
        Stand.fx(() -> {
            @SuppressWarnings("unchecked")
            var options = (ComboBox<Object>) combo;
            options.setValue(option);
            return true;
        });
    }

    private void add() {
        var button = find("#add-provider", Button.class);
        Stand.fx(() -> {
            button.fire();
            return true;
        });
    }

    private String typed(String field) {
        return Stand.fx(() -> find("#" + field, TextField.class).getText());
    }

    private List<String> facts() {
        var box = find("#offer-facts", VBox.class);
        return Stand.fx(() -> box.lookupAll(".tg-dense-text").stream().filter(Label.class::isInstance)
                .map(Label.class::cast).map(Label::getText).toList());
    }

    @Test
    void theHintBelowAddAKeyIsWhole() throws IOException {
        edit();
        draw("keychain");
        var hints = Stand.fx(() -> root.lookupAll(".tg-field-words").stream().map(Label.class::cast)
                .filter(label -> label.getText().startsWith("Kept in the system's keychain")).toList());
        assertEquals(1, hints.size());
        assertEquals(hints.getFirst().getText(), Stand.fx(() -> ((Text) hints.getFirst().lookup(".text")).getText()));
    }

    @Test
    void whatHelpsToChooseAProviderIsSaidBelowIt() throws IOException {
        add();
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            Stand.fx(() -> {
                theme.use();
                return true;
            });
            for (var offer : List.of("OpenAI", "OpenRouter", "Ollama", "Azure OpenAI")) {
                choose("offer", offer);
                draw(offer.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + theme.name().toLowerCase(Locale.ROOT));
            }
        }
        choose("offer", "Groq");
        assertTrue(facts().contains("console.groq.com/keys"), facts()::toString);
        assertTrue(facts().stream().anyMatch(text -> text.startsWith("30 calls a minute")), facts()::toString);
    }

    @Test
    void anotherRegionIsAnotherAddress() {
        add();
        choose("offer", "OpenAI");
        choose("offer-region", "EU");
        assertEquals("https://eu.api.openai.com/v1", typed("provider-url"));
        assertEquals("EU", typed("provider-region"));
        choose("offer-region", "Usual address");
        assertEquals("https://api.openai.com/v1", typed("provider-url"));
        assertEquals("", typed("provider-region"));
    }

    @Test
    void anAddressWithABlankIsFilledInFirst() {
        add();
        choose("offer", "Azure OpenAI");
        assertEquals(Optional.of("Put the name of your own resource in place of YOUR-RESOURCE."),
                OfferPicker.blank(typed("provider-url")));
        assertEquals(Optional.empty(), OfferPicker.blank("https://mine.openai.azure.com/openai/v1"));
    }

    @Test
    void theKeyboardAndTheViewStayAtTest() {
        edit();
        var test = find("#test-provider", Button.class);
        var scroll = find(".tg-editor-scroll", ScrollPane.class);
        Stand.fx(() -> {
            test.requestFocus();
            scroll.setVvalue(0.5);
            return true;
        });
        double before = Stand.fx(scroll::getVvalue);
        Stand.fx(() -> {
            test.fire();
            return true;
        });
        TestConsole.await(() -> Stand.fx(() -> root.lookup("#test-result") != null));
        assertEquals(test, Stand.fx(() -> root.getScene().getFocusOwner()));
        assertEquals(before, Stand.fx(scroll::getVvalue), 0.1);
        assertEquals(List.of(), Stand.fx(() -> root.lookupAll("#test-provider").stream().filter(Node::isDisabled)
                .toList()));
    }
}
