package dev.tollgate.console.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.TestConsole;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Pages gone through ahead: none is seen, none is taken from its reader; and what is left is let go of.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RehearsalTest {
    private static final int STEPS = 8;
    private final TestConsole console = TestConsole.open();
    private Shell shell;
    private Scene scene;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        Theme.LIGHT.use();
        shell = new Shell(console.gateway(), false);
        scene = new Scene(shell.root(), 1000, 700);
        Theme.install(scene);
        stage.setScene(scene);
        stage.show();
        shell.start(Places.Name.LIVE);
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(60_000, shell::close);
        console.close();
    }

    private static <T> T fx(Supplier<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, work::get);
    }

    private void step(Rehearsal rehearsal) {
        fx(() -> {
            rehearsal.step();
            return true;
        });
        TestConsole.await(shell.feed()::isQuiet);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Node shown() {
        return fx(() -> ((StackPane) shell.root().lookup(".tg-page-host")).getChildren().getFirst());
    }

    private void open(Places.Name page) {
        fx(() -> {
            shell.open(page, View.NOW);
            return true;
        });
    }

    /// What JavaFX has to say about styles meanwhile: a page styled where its colours are unknown.
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord said) {
            complaints.add(said.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Test
    void everyPageIsGoneThroughOutOfSight() {
        var styles = Logger.getLogger("javafx.css");
        styles.addHandler(listening);
        var live = shown();
        var rehearsal = fx(shell::rehearsal);
        int steps = 0;
        while (!rehearsal.isOver()) {
            step(rehearsal);
            steps++;
            assertSame(live, shown());
        }
        styles.removeHandler(listening);
        assertEquals(List.of(), complaints);
        assertEquals((Rehearsal.PAGES.size() - 1) * STEPS + 1, steps, "all but the one in sight");
        for (var page : Places.Name.values()) {
            open(page);
            assertSame(scene, shown().getScene(), page.toString());
        }
    }

    @Test
    void aPageOpenedMeanwhileIsLeftToItsReader() {
        for (int before = 1; before < STEPS; before++) {
            var rehearsal = fx(shell::rehearsal);
            for (int i = 0; i < before; i++) {
                step(rehearsal);
            }
            open(Places.Name.REQUESTS);
            var page = shown();
            for (int i = 0; i < STEPS; i++) {
                step(rehearsal);
                assertSame(page, shown());
                assertSame(scene, page.getScene(), "after " + before);
            }
            shell = fx(this::again);
        }
    }

    private Shell again() {
        shell.close();
        var next = new Shell(console.gateway(), false);
        scene.setRoot(next.root());
        next.start(Places.Name.LIVE);
        return next;
    }

    @Test
    void itBeginsByItselfAndWaitsWhileTheKeyboardIsUsed() {
        var rehearsal = fx(shell::rehearsal);
        rehearsal.start();
        var key = new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.SHIFT, false, false, false, false);
        for (int i = 0; i < 40; i++) {
            fx(() -> {
                Event.fireEvent(shell.root(), key);
                return true;
            });
            console.chat("smart", "meanwhile " + i);
            assertFalse(rehearsal.isOver());
        }
        TestConsole.await(rehearsal::isOver);
        assertTrue(shell.feed().isQuiet());
    }

    @Test
    void whatLiesOverAPageIsLetGoWithIt() {
        var gone = fx(() -> {
            var host = new StackPane();
            var _ = new Sheets(host);
            scene.setRoot(host);
            scene.setRoot(shell.root());
            return new WeakReference<>(host);
        });
        TestConsole.await(() -> {
            System.gc();
            return gone.refersTo(null);
        });
    }
}
