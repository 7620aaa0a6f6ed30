package dev.tollgate.console.routes;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.Drawings;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.Simulated;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.testfx.util.WaitForAsyncUtils;

/// The page on a real gateway, handled as a user would: fields by their ids, buttons by their words.
final class Stand implements AutoCloseable {
    private final TestConsole console;
    private final Stage stage;
    private final NotedPlaces told = new NotedPlaces();
    private final Feed feed;
    private final RoutesPage page;
    private final StackPane root;

    Stand(TestConsole console, Stage stage) {
        this.console = console;
        this.stage = stage;
        feed = new Feed(console.gateway());
        page = new RoutesPage(feed, told);
        root = new StackPane(page.node());
        stage.setScene(new Scene(root, 1104, 724));
        Theme.LIGHT.use();
        Theme.install(stage.getScene());
        stage.show();
        page.shown(View.NOW);
        feed.show(page.model());
        feed.start();
    }

    TestConsole console() {
        return console;
    }

    RoutesPage page() {
        return page;
    }

    NotedPlaces told() {
        return told;
    }

    Feed feed() {
        return feed;
    }

    StackPane root() {
        return root;
    }

    /// Where the built-in provider really listens.
    String realAddress() {
        var provider = new Provider("p", Dialect.OPENAI, Simulated.BASE_URL, List.of(), false, true, List.of(),
                Optional.empty(), Optional.empty());
        return console.gateway().simulated().reach(provider).baseUrl();
    }

    /// As it is configured.
    Provider provider(String name) {
        return console.gateway().config().provider(name).orElseThrow();
    }

    static <T> T fx(Supplier<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work::get);
    }

    void run(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, work);
        WaitForAsyncUtils.waitForFxEvents();
    }

    void until(BooleanSupplier condition) {
        TestConsole.await(() -> fx(condition::getAsBoolean));
        WaitForAsyncUtils.waitForFxEvents();
    }

    void type(String id, String text) {
        run(() -> {
            if (find(id) instanceof TextInputControl field) {
                field.setText(text);
            } else {
                throw new AssertionError("no text field " + id);
            }
        });
    }

    @SuppressWarnings("unchecked")
    void choose(String id, String value) {
        run(() -> ((ComboBox<String>) find(id)).setValue(value));
    }

    Node find(String id) {
        var found = root.lookup(id);
        if (found == null) {
            throw new AssertionError("nothing is called " + id);
        }
        return found;
    }

    /// Presses the button with these words or this accessible name.
    void press(String words) {
        run(() -> button(words).orElseThrow(() -> new AssertionError("no button " + words)).fire());
    }

    Optional<ButtonBase> button(String words) {
        return root.lookupAll(".button").stream().filter(ButtonBase.class::isInstance).map(ButtonBase.class::cast)
                .filter(b -> Drawings.isSeen(b) && (words.equals(b.getText()) || words.equals(b.getAccessibleText())
                        || words.equals("#" + b.getId())))
                .findFirst();
    }

    void tab(String name) {
        run(() -> page.open(name));
    }

    /// Everything that can be read.
    List<String> texts() {
        return fx(() -> root.lookupAll(".label").stream().filter(Label.class::isInstance).map(Label.class::cast)
                .filter(Drawings::isSeen).map(Label::getText).toList());
    }

    boolean says(String part) {
        return texts().stream().anyMatch(text -> text != null && text.contains(part));
    }

    void draw(String name) throws IOException {
        new Drawings(stage, page.node(), "routes").save(name);
    }

    @Override
    public void close() {
        feed.close();
        console.close();
    }
}
