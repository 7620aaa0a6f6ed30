package dev.tollgate.console.setup;

import dev.tollgate.console.fx.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.testfx.util.WaitForAsyncUtils;

/// Draws the card as the frame leaves it room, in both themes and every size, into target/screens.
record Drawings(Stage stage, SetupPage page) {
    private static final int[][] SIZES = {{1000, 700}, {1280, 800}, {1920, 1080}};

    void save(String name) throws IOException {
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            WaitForAsyncUtils.waitForAsyncFx(10_000, theme::use);
            for (var size : SIZES) {
                save(name + "-" + theme.name().toLowerCase(Locale.ROOT), size[0], size[1]);
            }
        }
        WaitForAsyncUtils.waitForAsyncFx(10_000, Theme.LIGHT::use);
    }

    private void save(String name, int width, int height) throws IOException {
        var image = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            var root = (StackPane) stage.getScene().getRoot();
            root.getChildren().clear();
            var frame = new StackPane(page.node());
            frame.setPadding(new Insets(48, 0, 28, width < 1120 ? 48 : 176));
            frame.setStyle("-fx-background-color: -color-bg-default;");
            var scene = new Scene(frame, width, height);
            Theme.install(scene);
            scene.snapshot(null);
            var shot = scene.snapshot(null);
            frame.getChildren().clear();
            root.getChildren().setAll(page.node());
            return shot;
        });
        var file = Path.of("target/screens/setup-" + name + "-" + width + ".png");
        Files.createDirectories(file.getParent());
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
    }
}
