package dev.tollgate.console.fx.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Theme;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The kit typed into as a person does, and drawn in both themes.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class FormTest {
    private Form form;
    private SideEditor editor;
    private Field<String> name;
    private Field<OptionalLong> cap;
    private Scene scene;
    private int saved;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        Theme.LIGHT.use();
        form = new Form();
        editor = new SideEditor();
        form.section("General", "");
        name = form.add(Fields.text("Name", "as it is called everywhere")
                .checked(Check.needed("Give it a name, such as web.")));
        form.add(Fields.secret("Secret", "kept encrypted in this home"));
        form.add(Fields.combo("Model", "searchable", IntStream.range(0, 30).mapToObj(i -> "model-" + i).toList(),
                text -> text));
        form.add(Fields.checks("Routes", "what it may call", List.of("smart", "code", "embed"), "all routes",
                text -> text));
        form.section("Limits", "Empty means no limit.");
        form.row(Fields.number("Requests/min", "", 1, 1_000_000), Fields.number("Tokens/min", "", 1, 1_000_000_000));
        cap = Fields.usd("Cap", "in US dollars")
                .doubted(Check.that(picos -> picos.orElse(1) > 0, "Nothing gets through a cap of zero."));
        form.row(cap, Fields.duration("Grace", "both secrets work", Duration.ZERO, Duration.ofDays(30)));
        form.add(Fields.choice("Window", "when it starts anew", List.of("day", "week", "month", "total"),
                text -> text));
        form.add(Fields.moment("Expires", "a day, in UTC", ZoneId.of("UTC")));
        form.add(Fields.toggle("Listed", "shown to callers", "in GET /v1/models"));
        editor.setTitle("web", "key");
        editor.setContent(form);
        editor.setFoot(Buttons.button("Delete", () -> {}, "danger", "button-outlined"));
        editor.setOnSave(() -> saved += form.ready() ? 1 : 0);
        scene = new Scene(page(), 760, 800);
        Theme.install(scene);
        stage.setScene(scene);
        stage.show();
    }

    private HBox page() {
        var bar = new PendingBar(() -> {}, Optional.of(() -> {}), () -> {});
        bar.setPending(3);
        bar.setWords("7 d: $312.40 → $286.15 (−$26.25, 18,204 requests)");
        var tabs = new PageTabs(List.of(
                new PageTabs.Tab("Keys", () -> new Label("keys"),
                        List.of(Buttons.button("New key", () -> {}, "accent"))),
                new PageTabs.Tab("Budgets", () -> new Label("budgets"), List.of())));
        tabs.setStyle("-fx-padding: 12px;");
        VBox.setVgrow(tabs, Priority.ALWAYS);
        var left = new VBox(tabs, bar);
        left.setStyle("-fx-background-color: -color-bg-inset;");
        HBox.setHgrow(left, Priority.ALWAYS);
        return new HBox(left, editor);
    }

    @Test
    void whatIsWrongIsSaidWhileTypingAndSaveGoesToTheFirst(FxRobot robot) {
        assertTrue(name.errorProperty().get().isPresent());
        assertEquals("as it is called everywhere", words(name), "nobody is scolded before they typed");
        double height = name.getHeight();
        robot.clickOn(cap.control()).write("1,5");
        assertTrue(words(cap).startsWith("Commas are not read"), words(cap));
        assertTrue(form.dirtyProperty().get());
        robot.clickOn("Save");
        assertEquals(0, saved);
        assertEquals("Give it a name, such as web.", words(name));
        assertSame(name.control(), scene.getFocusOwner());
        assertEquals(height, name.getHeight(), "the words take no new room");
        robot.write("web").clickOn("Save");
        assertSame(cap.control(), scene.getFocusOwner());
        robot.eraseText(3).write("$0");
        assertEquals("Nothing gets through a cap of zero.", words(cap));
        robot.clickOn("Save");
        assertEquals(1, saved, "a doubt does not stop");
        assertEquals(OptionalLong.of(0), cap.value());
    }

    @Test
    void whatIsTypedBackIsNoChange(FxRobot robot) {
        robot.interact(() -> name.start("web"));
        assertFalse(form.dirtyProperty().get());
        robot.clickOn(name.control()).write("2");
        assertTrue(form.dirtyProperty().get());
        robot.eraseText(1);
        assertFalse(form.dirtyProperty().get());
        robot.write("x").interact(form::revert);
        assertEquals("web", name.value());
    }

    @Test
    void readOnlyTakesNoKeysAndSaysWhy(FxRobot robot) {
        robot.interact(() -> {
            name.start("web");
            form.setReadOnly(Optional.of("This home is configured by gateway.yaml, which alone may change it."));
            editor.setReadOnly(true);
        });
        robot.clickOn(name.control()).write("2");
        assertEquals("web", name.value());
        assertTrue(robot.from(scene.getRoot()).lookup(".button").queryAllAs(Button.class).stream()
                .filter(b -> b.getText().equals("Save")).noneMatch(Node::isVisible));
    }

    @Test
    void lightAndDark(FxRobot robot) throws IOException {
        robot.interact(() -> {
            name.setValue("");
            cap.setValue(OptionalLong.of(0));
            editor.setNotice("Another window saved this key since it was opened: tokens/min 60k → 90k.",
                    Buttons.button("Take theirs", () -> {}, "tg-row"), Buttons.button("Keep mine", () -> {}, "tg-row"));
        });
        save(Theme.LIGHT);
        save(Theme.DARK);
        robot.interact(Theme.LIGHT::use);
    }

    private void save(Theme theme) throws IOException {
        var image = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            theme.use();
            var root = scene.getRoot();
            scene.setRoot(new Pane());
            var other = new Scene(root, 900, 940);
            Theme.install(other);
            other.snapshot(null);
            var shot = other.snapshot(null);
            other.setRoot(new Pane());
            scene.setRoot(root);
            return shot;
        });
        var file = new File("target/screens/form-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
        assertTrue(file.getParentFile().isDirectory() || file.getParentFile().mkdirs());
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file);
    }

    private static String words(Field<?> field) {
        return ((Label) field.lookup(".tg-field-words")).getText();
    }
}
