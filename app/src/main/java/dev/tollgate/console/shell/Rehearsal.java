package dev.tollgate.console.shell;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Goes through the pages nobody has opened yet, out of sight and one short step at a time, while nobody touches the
/// window: a page's first opening is mostly the loading of classes and the first reading of styles, and that is done
/// then. A page opened meanwhile is left to its reader.
final class Rehearsal {
    static final List<Places.Name> PAGES = List.of(Places.Name.values());
    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());
    private static final Duration SETTLED = Duration.ofSeconds(1);
    private static final Duration BREATH = Duration.ofMillis(80);
    private static final Duration UNTOUCHED = Duration.ofSeconds(1);

    private final Feed feed;
    private final Pages pages;
    private final Frame frame;
    private final Time time;
    private final StackPane stage = new StackPane();
    private final Deque<Places.Name> open = new ArrayDeque<>(PAGES);
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final AtomicBoolean stepping = new AtomicBoolean();
    private @Nullable LiveSnapshot last;
    private long touched;
    private volatile long rest = BREATH.toNanos();
    private volatile boolean over;

    Rehearsal(Feed feed, Pages pages, Frame frame) {
        this.feed = feed;
        this.pages = pages;
        this.frame = frame;
        time = feed.gateway().time();
        touched = time.nanos() - UNTOUCHED.toNanos() - 1;
        stage.getStylesheets().setAll(frame.getStylesheets());
        Theme.install(new Scene(stage));
        frame.addEventFilter(InputEvent.ANY, _ -> touched = time.nanos());
        feed.always(snapshot -> last = snapshot);
    }

    /// Begins once the first page has settled.
    void start() {
        time.start("tollgate-rehearsal", this::run);
    }

    private void run() {
        time.sleep(SETTLED);
        while (!over && !feed.isClosed()) {
            if (feed.isQuiet() && stepping.compareAndSet(false, true)) {
                Platform.runLater(this::stepOnce);
            }
            time.sleep(Duration.ofNanos(rest));
        }
    }

    /// Rests twice as long as the step took: ticks and painting have the thread in between.
    private void stepOnce() {
        long began = time.nanos();
        try {
            if (began - touched > UNTOUCHED.toNanos()) {
                step();
            }
        } catch (RuntimeException fault) {
            // the page says so itself when it is opened
            LOG.log(System.Logger.Level.WARNING, "rehearsal", fault);
            steps.clear();
        } finally {
            rest = Math.max(BREATH.toNanos(), 2 * (time.nanos() - began));
            stepping.set(false);
        }
    }

    /// The next step of the page at hand, else the first of the next page.
    void step() {
        while (steps.isEmpty() && !open.isEmpty()) {
            var name = open.removeFirst();
            if (!feed.isClosed() && !pages.isMade(name)) {
                plan(name);
            }
        }
        if (steps.isEmpty() || feed.isClosed()) {
            over = true;
            stage.getChildren().clear();
        } else {
            steps.removeFirst().run();
        }
    }

    boolean isOver() {
        return over;
    }

    private void plan(Places.Name name) {
        steps.add(() -> {
            var page = pages.of(name);
            steps.add(() -> enter(page));
            on(page, stage::applyCss);
            on(page, stage::layout);
            on(page, () -> tick(page));
            on(page, stage::applyCss);
            on(page, stage::layout);
            on(page, () -> leave(page));
        });
    }

    private void enter(Page page) {
        if (page.node().getParent() == null) {
            var room = frame.room();
            stage.resize(room.getWidth(), room.getHeight());
            stage.getChildren().setAll(page.node());
            page.shown(View.NOW);
        }
    }

    private void on(Page page, Runnable step) {
        steps.add(() -> {
            if (stage.getChildren().contains(page.node())) {
                step.run();
            }
        });
    }

    private void tick(Page page) {
        var now = last;
        if (now != null) {
            page.model().tick(now);
        }
    }

    private void leave(Page page) {
        page.hidden();
        stage.getChildren().clear();
    }
}
