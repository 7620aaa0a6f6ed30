package dev.tollgate.console.settings;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Named;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.TextSize;
import dev.tollgate.gateway.control.History;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Every version of the configuration: what it changed, what differs between any two, and the way back.
final class HistoryPanel {
    private static final double ROW = 44;
    private static final int ROWS = 6;
    /// Days are written out, and to the minute.
    private static final Duration ANOTHER_DAY = Duration.ofDays(2);

    private final SettingsModel model;
    private final Places places;
    private final Panel panel = new Panel("History of the configuration");
    private final ListView<History.Entry> list = new ListView<>();
    private final ComboBox<Against> against = new ComboBox<>();
    private final DifferenceView difference = new DifferenceView();
    private final Button restore = Buttons.button("Restore", this::restore, "accent");
    private final HBox foot = new HBox(8);
    private final VBox content = new VBox(8);
    private boolean filling;

    /// What a version is compared with; 0 is the configuration in force.
    private record Against(long version, String words) {}

    HistoryPanel(SettingsModel model, Places places) {
        this.model = model;
        this.places = places;
        list.setId("versions");
        list.setFixedCellSize(TextSize.row(ROW));
        list.getStyleClass().add("tg-versions");
        list.setAccessibleText("Versions of the configuration");
        list.setCellFactory(_ -> new Cell(model));
        list.getSelectionModel().selectedItemProperty().addListener((_, _, chosen) -> chosen(chosen));
        against.setConverter(new Named<>(Against::words));
        against.setAccessibleText("Compared with");
        against.valueProperty().addListener((_, _, _) -> compare());
        restore.setId("restore-version");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var with = Styled.muted("compared with");
        with.setMinWidth(Region.USE_PREF_SIZE);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getChildren().addAll(with, against, gap, restore);
        content.setPadding(new Insets(0, 12, 12, 12));
        panel.setContent(content);
        model.versionsProperty().addListener((_, _, now) -> show(now));
        show(model.versionsProperty().get());
    }

    Panel panel() {
        return panel;
    }

    private void show(Optional<List<History.Entry>> known) {
        known.ifPresentOrElse(this::show, () -> content.getChildren().setAll(Styled.muted("Being read …")));
    }

    private void show(List<History.Entry> versions) {
        panel.setNote(versions.isEmpty() ? "" : Format.count(versions.size()) + " kept");
        var chosen = Optional.ofNullable(list.getSelectionModel().getSelectedItem());
        list.getItems().setAll(versions);
        list.setPrefHeight(Math.clamp(versions.size(), 1, ROWS) * list.getFixedCellSize() + 4);
        list.setMinHeight(Region.USE_PREF_SIZE);
        if (versions.isEmpty()) {
            content.getChildren().setAll(Section.wrapped(model.file().isPresent()
                    ? "The configuration comes from a file, whose history is kept where the file is."
                    : "Nothing was changed yet. The first change keeps what was there before it too."));
            return;
        }
        content.getChildren().setAll(list);
        chosen.flatMap(old -> versions.stream().filter(each -> each.version().equals(old.version())).findFirst())
                .ifPresent(again -> list.getSelectionModel().select(again));
    }

    private void chosen(History.Entry entry) {
        if (entry == null) {
            return;
        }
        filling = true;
        long number = entry.version().number();
        against.getItems().setAll(new Against(0, "what is in force"));
        for (var each : list.getItems()) {
            if (each.version().number() != number) {
                against.getItems().add(new Against(each.version().number(), "version " + each.version().number()));
            }
        }
        filling = false;
        against.setValue(against.getItems().stream().filter(each -> each.version == number - 1).findFirst()
                .orElse(against.getItems().getFirst()));
        restore.setText("Restore version " + number);
        boolean newest = number == model.version();
        restore.setVisible(model.file().isEmpty() && !newest);
        content.getChildren().setAll(list, foot, difference);
        compare();
    }

    private void compare() {
        var entry = list.getSelectionModel().getSelectedItem();
        var with = against.getValue();
        if (filling || entry == null || with == null) {
            return;
        }
        long number = entry.version().number();
        if (with.version == 0) {
            model.back(number, found -> difference.show("From what is in force to version " + number + ": ", found));
        } else {
            model.difference(with.version, number,
                    found -> difference.show("From version " + with.version + " to " + number + ": ", found));
        }
    }

    private void restore() {
        long number = list.getSelectionModel().getSelectedItem().version().number();
        long before = model.version();
        restore.setDisable(true);
        model.restore(number, outcome -> {
            restore.setDisable(false);
            switch (outcome) {
                case Outcome.Done(var words) -> places.toast("Version " + number + " is back. " + words,
                        List.of(new Places.Undo("Undo", () -> model.restore(before, _ -> {}))));
                case Outcome.Wrong(var problems) -> places.toast("Version " + number + " cannot be restored: "
                        + problems.getFirst().path() + " " + problems.getFirst().message(), List.of());
                case Outcome.Failed(var words) -> places.toast(words, List.of());
                case Outcome.Stale() -> places.toast("The configuration was changed meanwhile.", List.of());
            }
        });
    }

    /// One version: number, author and time, below what it changed.
    private static final class Cell extends ListCell<History.Entry> {
        private final SettingsModel model;
        private final Label number = Styled.strong("");
        private final Label who = Styled.muted("");
        private final Label changed = TableColumns.elided(Styled.small(""));
        private final VBox box = new VBox(2, new HBox(8, number, who), changed);

        Cell(SettingsModel model) {
            this.model = model;
            setPrefWidth(0);
            box.setAlignment(Pos.CENTER_LEFT);
            number.setMinWidth(Region.USE_PREF_SIZE);
            changed.setMaxWidth(Double.MAX_VALUE);
        }

        @Override
        protected void updateItem(History.Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            var version = entry.version();
            number.setText("Version " + version.number());
            who.setText((version.number() == model.version() ? "in force · " : "") + version.author() + " · "
                    + Format.time(version.at(), version.at().plus(ANOTHER_DAY), ZoneId.systemDefault()));
            changed.setText(entry.changed().isEmpty() ? "as it began" : String.join("; ", entry.changed()));
            setGraphic(box);
        }
    }
}
