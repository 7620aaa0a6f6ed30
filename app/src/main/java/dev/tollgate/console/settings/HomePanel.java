package dev.tollgate.console.settings;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Where the data are, how large they are and what they are made of.
final class HomePanel {
    private final Panel panel;
    private final GridPane parts = new GridPane();

    HomePanel(SettingsModel model, Places places) {
        var path = TableColumns.elided(Styled.mono(Chosen.said(model.home())));
        path.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(path, Priority.ALWAYS);
        var copy = Buttons.named(Buttons.copy("", () -> model.home().toString(), "tg-row", "tg-square"),
                "Copy the folder's path");
        var open = Buttons.button(Icon.OPEN, "Open", () -> model.feed().act(() -> Folder.open(model.home()), why -> {
            if (!why.isEmpty()) {
                places.toast(why, List.of());
            }
        }), "tg-row");
        Buttons.named(open, "Open the data folder");
        var where = new HBox(8, path, copy, open);
        where.setAlignment(Pos.CENTER_LEFT);
        parts.setHgap(16);
        parts.setVgap(4);
        var name = new ColumnConstraints();
        name.setHgrow(Priority.ALWAYS);
        var size = new ColumnConstraints();
        size.setHalignment(HPos.RIGHT);
        parts.getColumnConstraints().setAll(name, size);
        var content = new VBox(12, where, parts);
        content.setPadding(new Insets(0, 12, 12, 12));
        panel = new Panel("Data folder", content);
        model.folderProperty().subscribe(this::show);
    }

    Panel panel() {
        return panel;
    }

    private void show(Optional<Folder> found) {
        parts.getChildren().clear();
        found.ifPresent(folder -> {
            panel.setNote(Folder.size(folder.total()) + ", " + Folder.size(folder.free()) + " free on its disk");
            folder.parts().forEach((what, bytes) -> {
                if (bytes > 0) {
                    parts.addRow(parts.getRowCount(), Styled.text(what), Styled.text(Folder.size(bytes)));
                }
            });
        });
    }
}
