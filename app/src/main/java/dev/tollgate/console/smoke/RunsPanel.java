package dev.tollgate.console.smoke;

import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.smoke.Change;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// The last runs: who ran what, how it went, what it changed, what it cost.
final class RunsPanel {
    private static final double ROW = 28;
    private static final double SCROLL_BAR = 12;
    private static final double LEAST = 130;
    /// Narrower than this the author stands in the row's tip alone: what was found goes first.
    private static final double ROOM_FOR_AUTHOR = 960;

    private final TableView<SmokeRun> table = new TableView<>();
    private final Panel panel = new Panel("Last runs");
    private final TableColumn<SmokeRun, String> by = TableColumns.text("by", 98, SmokeRun::author);
    private final TableColumn<SmokeRun, String> what;
    private final TableColumn<SmokeRun, String> changed;
    private Known known = Known.NOTHING;

    RunsPanel(SmokeModel model, Supplier<Instant> now, ZoneId zone) {
        what = TableColumns.text("what", LEAST, run -> run.subject()
                + (Labels.state(run).isEmpty() ? "" : " · " + Labels.state(run)));
        changed = TableColumns.text("changed", LEAST,
                run -> Labels.changes(changes(run)));
        table.getColumns().addAll(List.of(
                TableColumns.text("when", 92, run -> Labels.when(run.started(), now.get(), zone)),
                by, what, changed,
                TableColumns.figure("calls", 46, run -> Format.count(run.calls())),
                TableColumns.figure("ok", 66, RunsPanel::passed),
                TableColumns.figure("FAIL", 44, run -> Format.count(run.count(SmokeCell.State.FAILED))),
                TableColumns.figure("cost", 84, run -> Labels.cost(run.picos(), run.unpriced()))));
        TableColumns.each(table, column -> column.setSortable(false));
        TableColumns.each(table, column -> column.setResizable(false));
        TableColumns.dress(table, ROW, new EmptyState("No test was run yet."));
        table.setAccessibleText("The last runs, newest first");
        table.setRowFactory(_ -> new RunRow());
        table.widthProperty().addListener((_, _, _) -> fit());
        panel.setContent(table);
        model.known().addListener((_, _, next) -> show(next));
    }

    private List<Change> changes(SmokeRun run) {
        return known.changes().getOrDefault(run.id(), List.of());
    }

    private static String passed(SmokeRun run) {
        long tried = run.cells().size() - run.count(SmokeCell.State.SKIPPED) - run.count(SmokeCell.State.NOT_RUN);
        return run.count(SmokeCell.State.OK) + "/" + tried;
    }

    Panel node() {
        return panel;
    }

    TableView<SmokeRun> table() {
        return table;
    }

    private void show(Known next) {
        known = next;
        if (!table.getItems().equals(next.runs())) {
            table.getItems().setAll(next.runs());
        }
    }

    private void fit() {
        by.setVisible(TableColumns.room(table) >= ROOM_FOR_AUTHOR);
        double fixed = table.getColumns().stream()
                .filter(c -> c.isVisible() && !c.equals(what) && !c.equals(changed))
                .mapToDouble(TableColumns::wide).sum();
        double room = Math.max(2 * LEAST, TableColumns.room(table) - SCROLL_BAR - fixed);
        TableColumns.setWide(what, room * 0.45);
        TableColumns.setWide(changed, room * 0.55);
    }

    /// Says on hover who ran it and, in full, why it did not come to its end.
    private static final class RunRow extends TableRow<SmokeRun> {
        private final Tooltip tip = new Tooltip();

        @Override
        protected void updateItem(@Nullable SmokeRun run, boolean empty) {
            super.updateItem(run, empty);
            if (run == null || empty) {
                setTooltip(null);
            } else {
                tip.setText("by " + run.author() + (run.note().isEmpty() ? "" : ", " + run.note()));
                setTooltip(tip);
            }
        }
    }
}
