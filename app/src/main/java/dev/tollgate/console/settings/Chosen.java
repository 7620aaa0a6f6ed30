package dev.tollgate.console.settings;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;

/// A file: typed, pasted, or chosen in the desktop's dialog.
final class Chosen extends HBox {
    private final Field<String> field;

    /// @param save whether it is written, so that it need not be there
    Chosen(String name, String hint, boolean save) {
        super(8);
        field = Fields.text(name, hint).checked(Check.needed("Name a file.")).checked(Check.that(Chosen::isPath,
                "This is no path of a file."));
        var choose = Buttons.named(Buttons.button("Choose …", () -> {}), "Choose: " + name);
        choose.setOnAction(_ -> choose(choose, save));
        choose.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox.setMargin(choose, new Insets(19, 0, 0, 0));
        setAlignment(Pos.TOP_LEFT);
        getChildren().addAll(field, choose);
    }

    private static boolean isPath(String text) {
        try {
            return text.isEmpty() || Path.of(text).getFileName() != null;
        } catch (InvalidPathException wrong) {
            return false;
        }
    }

    private void choose(Button from, boolean save) {
        var dialog = new FileChooser();
        dialog.setTitle(field.name());
        path().map(Path::toFile).map(File::getParentFile).filter(File::isDirectory)
                .ifPresent(dialog::setInitialDirectory);
        path().map(Path::toFile).map(File::getName).filter(_ -> save).ifPresent(dialog::setInitialFileName);
        var window = from.getScene().getWindow();
        Optional.ofNullable(save ? dialog.showSaveDialog(window) : dialog.showOpenDialog(window))
                .ifPresent(file -> field.setValue(said(file.toPath())));
    }

    Field<String> field() {
        return field;
    }

    void id(String id) {
        if (field.control() instanceof TextField text) {
            text.setId(id);
        }
    }

    /// A name in the user's own folder.
    void start(String name) {
        field.start("~/" + name);
    }

    /// Absolute; empty while it is no path.
    Optional<Path> path() {
        return field.valid().map(Chosen::meant);
    }

    private static Path meant(String text) {
        return text.startsWith("~/") ? own().resolve(text.substring(2)) : Path.of(text).toAbsolutePath();
    }

    private static Path own() {
        return Path.of(System.getProperty("user.home", "."));
    }

    /// As it is said: short where it is in the user's own folder.
    static String said(Path path) {
        return path.startsWith(own()) && !path.equals(own())
                ? "~/" + own().relativize(path).toString().replace('\\', '/')
                : path.toString();
    }
}
