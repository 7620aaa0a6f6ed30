package dev.tollgate.console.shots;

import dev.tollgate.console.fx.TextSize;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.transform.Scale;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Draws nodes into files without a display. One in a process; its methods are for any thread but JavaFX's own, and
/// return when the picture is written.
public final class Camera {
    /// The window JavaFX shows a root in once, so that skins exist; the off-screen platform has no larger one.
    private static final int WINDOW_WIDTH = 980;
    private static final int WINDOW_HEIGHT = 700;

    private final Stage stage;

    private Camera(Stage stage) {
        this.stage = stage;
    }

    /// Starts JavaFX without a display.
    public static Camera start() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        var started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
            await(started);
        } catch (IllegalStateException running) {
            // a window of this process, or another test, has started it
            System.getLogger(Camera.class.getName()).log(System.Logger.Level.DEBUG, "JavaFX runs already", running);
        }
        Platform.setImplicitExit(false);
        return call(() -> {
            Theme.LIGHT.use();
            var stage = new Stage();
            stage.setScene(new Scene(new Pane(), WINDOW_WIDTH, WINDOW_HEIGHT));
            Theme.install(stage.getScene());
            stage.show();
            return new Camera(stage);
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// Shows it in the hidden window.
    void show(Parent root) {
        run(() -> stage.getScene().setRoot(root));
    }

    /// How a picture is taken.
    ///
    /// @param scale pixels for each point
    record Film(int width, int height, int scale) {}

    /// Text of this many percent in every window made from now on.
    void text(int percent) {
        run(() -> {
            TextSize.use(percent);
            stage.getScene().getStylesheets().setAll(Theme.stylesheet());
        });
    }

    /// Takes a picture of the shown root; afterwards it is in the window again.
    ///
    /// @param before runs on the JavaFX thread when the root has this size
    void take(Film film, Runnable before, Path file) {
        var image = call(() -> {
            var root = stage.getScene().getRoot();
            stage.getScene().setRoot(new Pane());
            var scene = new Scene(root, film.width(), film.height());
            Theme.install(scene);
            scene.snapshot(null);
            before.run();
            var picture = picture(scene, film.scale());
            scene.setRoot(new Pane());
            stage.getScene().setRoot(root);
            return picture;
        });
        write(image, file);
    }

    private static WritableImage picture(Scene scene, int scale) {
        var plain = scene.snapshot(null);
        if (scale == 1) {
            return plain;
        }
        var parameters = new SnapshotParameters();
        parameters.setTransform(new Scale(scale, scale));
        return scene.getRoot().snapshot(parameters, null);
    }

    private static void write(WritableImage image, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var beside = file.resolveSibling(file.getFileName() + ".part");
            ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", beside.toFile());
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    /// Runs it on the JavaFX thread and waits for what comes of it.
    static <T> T call(Callable<T> work) {
        var task = new FutureTask<>(work);
        Platform.runLater(task);
        try {
            return task.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a page could not be drawn", cause(fault));
        }
    }

    private static @Nullable Throwable cause(ExecutionException fault) {
        return fault.getCause();
    }

    /// Lets the answers of questions arrive that pages have asked off the JavaFX thread.
    static void settle(Duration patience) {
        Time.system().sleep(patience);
    }
}
