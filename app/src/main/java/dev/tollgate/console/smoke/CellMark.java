package dev.tollgate.console.smoke;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.smoke.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/// One cell of the matrix: a shape, where it is not well a word below, and the ground that says the same.
final class CellMark extends VBox {
    private static final Duration FRESH = Duration.ofDays(7);
    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");
    private static final PseudoClass SHOWN = PseudoClass.getPseudoClass("shown");
    private static final List<String> TONES = List.of("failed", "degraded");

    private final Check check;
    private final Label word = new Label();
    private final Tooltip tip = new Tooltip();
    private Optional<Row> row = Optional.empty();

    CellMark(Check check, BiConsumer<Row, Check> open) {
        this.check = check;
        getStyleClass().add("tg-smoke-cell");
        setAlignment(Pos.CENTER);
        setAccessibleRole(AccessibleRole.BUTTON);
        setOnMouseClicked(_ -> row.ifPresent(r -> open.accept(r, check)));
        word.getStyleClass().addAll("tg-small");
        tip.setWrapText(true);
        tip.setMaxWidth(360);
        Tooltip.install(this, tip);
    }

    void show(Row next, Instant now, boolean isShown) {
        row = Optional.of(next);
        var cell = next.cell(check);
        pseudoClassStateChanged(SHOWN, isShown);
        var left = next.left(check);
        pseudoClassStateChanged(OLD, cell.filter(c -> left.isPresent() || (c.at().isBefore(now.minus(FRESH))
                && (c.state() == SmokeCell.State.OK || c.state() == SmokeCell.State.DEGRADED))).isPresent());
        getStyleClass().removeAll(TONES);
        cell.filter(_ -> left.isEmpty()).map(c -> tone(c.state())).filter(tone -> !tone.isEmpty())
                .ifPresent(getStyleClass()::add);
        var told = cell.map(c -> left.isPresent() ? "older" : words(c))
                .orElse("never");
        word.setText(told);
        boolean measured = left.isEmpty() && cell.filter(CellMark::isMeasured).isPresent();
        word.getStyleClass().removeAll("tg-small", "tg-muted");
        word.getStyleClass().addAll(measured ? List.of() : List.of("tg-small"));
        if (cell.isEmpty()) {
            word.getStyleClass().add("tg-muted");
        }
        Node mark = cell.map(c -> mark(c.state())).orElse(Mark.NEVER).node(13);
        getChildren().setAll(measured ? List.of(word) : told.isEmpty() ? List.of(mark) : List.of(mark, word));
        var said = next.label() + ", " + check.title() + ": "
                + left.map(c -> "the last run did not come to it. " + c.detail() + " Before: ")
                        .orElse("")
                + cell.map(CellMark::sentence).orElse("never run");
        tip.setText(said);
        setAccessibleText(said);
    }

    private static boolean isMeasured(SmokeCell cell) {
        return cell.amount().isPresent() && cell.state() == SmokeCell.State.OK;
    }

    static String sentence(SmokeCell cell) {
        return Labels.word(cell.state()) + (cell.cause().isEmpty() ? "" : ", " + cell.cause())
                + (cell.detail().isEmpty() ? "" : ". " + cell.detail());
    }

    private static String words(SmokeCell cell) {
        return switch (cell.state()) {
            case OK -> isMeasured(cell) ? amount(cell) : "";
            case DEGRADED -> "degr.";
            case FAILED -> "FAIL";
            case SKIPPED -> "";
            case NOT_RUN -> cell.saysNothing() ? "never" : "?"; // the tip says why nobody knows
        };
    }

    static String amount(SmokeCell cell) {
        long amount = cell.amount().orElse(0);
        return cell.check().equals(Check.LATENCY.word())
                ? Format.duration(Duration.ofMillis(amount))
                : amount > 0 && amount < 10 ? "<1%" : Format.percent(amount / 1_000.0);
    }

    private static String tone(SmokeCell.State state) {
        return switch (state) {
            case FAILED -> "failed";
            case DEGRADED -> "degraded";
            case OK, SKIPPED, NOT_RUN -> "";
        };
    }

    static Mark mark(SmokeCell.State state) {
        return switch (state) {
            case OK -> Mark.SUCCESS;
            case DEGRADED -> Mark.DEGRADED;
            case FAILED -> Mark.FAILED;
            case SKIPPED -> Mark.NOT_OFFERED;
            case NOT_RUN -> Mark.NEVER;
        };
    }
}
