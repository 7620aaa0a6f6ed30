package dev.tollgate.console.testing;

import dev.tollgate.console.fx.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/// Draws a page as the frame leaves it room, in both themes and every size, into target/screens. The page is the only
/// child of the root, a [StackPane], of the stage's scene, and is there again afterwards.
///
/// @param prefix of the files' names
public record Drawings(Stage stage, Node page, String prefix) {
    private static final int[][] SIZES = {{1000, 700}, {1280, 800}, {1920, 1080}};

    public void save(String name) throws IOException {
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            WaitForAsyncUtils.waitForAsyncFx(20_000, theme::use);
            for (var size : SIZES) {
                var image = fx(() -> drawn(size[0], size[1]));
                var file = Path.of("target/screens/" + prefix + "-" + name + "-" + theme.name().toLowerCase(Locale.ROOT)
                        + "-" + size[0] + ".png");
                Files.createDirectories(file.getParent());
                ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
            }
        }
        WaitForAsyncUtils.waitForAsyncFx(20_000, Theme.LIGHT::use);
    }

    private Image drawn(int width, int height) {
        var root = (StackPane) stage.getScene().getRoot();
        root.getChildren().clear();
        var frame = new StackPane(page);
        frame.setPadding(new Insets(48, 0, 28, width < 1120 ? 48 : 176));
        frame.setStyle("-fx-background-color: -color-bg-default;");
        var scene = new Scene(frame, width, height);
        Theme.install(scene);
        scene.snapshot(null);
        scene.snapshot(null); // what the first layout made is laid out by the second
        var shot = scene.snapshot(null);
        frame.getChildren().clear();
        root.getChildren().setAll(page);
        return shot;
    }

    /// What takes the keyboard on the page and has no name a screen reader could say.
    public List<String> nameless() {
        return fx(() -> {
            stage.getScene().snapshot(null);
            return stage.getScene().getRoot().lookupAll("*").stream().filter(Node::isFocusTraversable)
                    .filter(Drawings::isSeen).filter(node -> !(node instanceof TabPane) && !isNamed(node))
                    .map(Node::toString).toList();
        });
    }

    private static boolean isNamed(Node node) {
        return (node.getAccessibleText() != null && !node.getAccessibleText().isBlank())
                || (node instanceof Labeled text && !text.getText().isBlank());
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, call);
    }

    /// Whether nothing above it hides it.
    public static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
