package dev.tollgate.console.shell;

import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A time window of the user's own, typed from and to.
final class WindowSheet extends VBox {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final double WIDTH = 400;

    private final TextField from = new TextField();
    private final TextField to = new TextField();
    private final Label wrong = Styled.small("");
    private final Consumer<TimeRange> chosen;

    WindowSheet(TimeRange now, Instant at, Consumer<TimeRange> chosen, Runnable cancel) {
        this.chosen = chosen;
        getStyleClass().add("tg-sheet");
        setMinWidth(WIDTH);
        setMaxSize(WIDTH, USE_PREF_SIZE);
        var zone = ZoneId.systemDefault();
        from.setText(FORM.format(now.from(at).atZone(zone)));
        to.setText(FORM.format(now.to(at).atZone(zone)));
        from.setAccessibleText("From");
        to.setAccessibleText("To");
        from.setOnAction(_ -> show());
        to.setOnAction(_ -> show());
        wrong.getStyleClass().add("tg-text-danger");
        var grid = new GridPane(12, 8);
        grid.addRow(0, Styled.text("From"), from);
        grid.addRow(1, Styled.text("To"), to);
        var note = Styled.small("Year-month-day hour:minute, " + StatusLine.zone(zone, at));
        var body = new VBox(8, grid, note, wrong);
        body.getStyleClass().add("tg-sheet-left");
        getChildren().addAll(head(cancel), body, foot(cancel));
    }

    private static Node head(Runnable cancel) {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var head = new HBox(8, Styled.heading("Custom window"), gap, Buttons.icon(Icon.CLOSE, "Close", cancel, "flat"));
        head.getStyleClass().add("tg-sheet-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node foot(Runnable cancel) {
        var foot = new HBox(8, Buttons.button("Show", this::show, "accent"), Buttons.button("Cancel", cancel));
        foot.getStyleClass().add("tg-sheet-foot");
        foot.setAlignment(Pos.CENTER_RIGHT);
        return foot;
    }

    void focus() {
        from.requestFocus();
    }

    private void show() {
        var start = read(from);
        var end = read(to);
        if (start.isEmpty() || end.isEmpty()) {
            (start.isEmpty() ? from : to).requestFocus();
            wrong.setText("Write it as " + FORM.format(LocalDateTime.of(2026, 11, 21, 14, 2)));
        } else if (!start.get().isBefore(end.get())) {
            to.requestFocus();
            wrong.setText("The end must come after the start");
        } else {
            chosen.accept(TimeRange.window(start.get(), end.get()));
        }
    }

    private static Optional<Instant> read(TextField field) {
        try {
            return Optional.of(LocalDateTime.parse(field.getText().strip(), FORM).atZone(ZoneId.systemDefault())
                    .toInstant());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
