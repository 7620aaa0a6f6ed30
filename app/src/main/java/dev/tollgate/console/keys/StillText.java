package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Format;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// A short text in a cell whose changes move nothing else: a label that changes has its whole table laid out again.
/// Where it finds no room it is cut in the middle.
final class StillText extends Region {
    private static final double SLACK = 0.5;

    private final Text text = new Text();
    private final boolean right;
    private String whole = "";
    private String tone = "";
    private @Nullable Tooltip tip;

    /// @param classes beside its own
    StillText(boolean right, String... classes) {
        this.right = right;
        text.setManaged(false);
        text.getStyleClass().add("tg-cell-text");
        text.getStyleClass().addAll(classes);
        setMinSize(0, 0);
        setPickOnBounds(true);
        setOnMouseEntered(_ -> tell());
        getChildren().add(text);
    }

    /// @param nextTone a style class, or empty
    void show(String next, String nextTone) {
        if (!nextTone.equals(tone)) {
            text.getStyleClass().remove(tone);
            if (!nextTone.isEmpty()) {
                text.getStyleClass().add(nextTone);
            }
            tone = nextTone;
        }
        if (!next.equals(whole)) {
            whole = next;
            text.setText(next);
            place();
        }
    }

    /// All of it, also where less is shown.
    String text() {
        return whole;
    }

    /// On hover the whole, where it is cut.
    private void tell() {
        if (tip != null) {
            Tooltip.uninstall(this, tip);
            tip = null;
        }
        if (isCut()) {
            tip = new Tooltip(whole);
            Tooltip.install(this, tip);
        }
    }

    private boolean isCut() {
        return !whole.equals(text.getText());
    }

    /// Pixels that all of it needs.
    double wanted() {
        boolean cut = isCut();
        restore();
        double wide = Math.ceil(text.getLayoutBounds().getWidth());
        if (cut) {
            place();
        }
        return wide;
    }

    private void restore() {
        if (isCut()) {
            text.setText(whole);
        }
    }

    @Override
    protected void layoutChildren() {
        restore();
        place();
    }

    private void place() {
        double room = getWidth();
        if (room > 0) {
            fit(room);
        }
        var bounds = text.getLayoutBounds();
        text.setTranslateX(right ? Math.max(0, Math.floor(room - bounds.getWidth())) : 0);
        text.setTranslateY(Math.rint((getHeight() - bounds.getHeight()) / 2 - bounds.getMinY()));
    }

    private void fit(double room) {
        double wide = text.getLayoutBounds().getWidth();
        int most = (int) (whole.length() * room / Math.max(1, wide)) + 1;
        while (wide > room + SLACK && most > 1) {
            text.setText(Format.elide(whole, most));
            wide = text.getLayoutBounds().getWidth();
            most--;
        }
    }
}
