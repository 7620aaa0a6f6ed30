package dev.tollgate.console.keys;

import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/// A short text in a cell whose changes move nothing else: a label that changes has its whole table laid out again.
final class StillText extends Region {
    private final Text text = new Text();
    private final boolean right;
    private String tone = "";

    StillText(boolean right) {
        this.right = right;
        text.setManaged(false);
        text.getStyleClass().add("tg-cell-text");
        setMinSize(0, 0);
        setMouseTransparent(true);
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
        if (!next.equals(text.getText())) {
            text.setText(next);
            place();
        }
    }

    String text() {
        return text.getText();
    }

    @Override
    protected void layoutChildren() {
        place();
    }

    private void place() {
        var bounds = text.getLayoutBounds();
        text.setLayoutX(right ? Math.max(0, Math.floor(getWidth() - bounds.getWidth())) : 0);
        text.setLayoutY(Math.rint((getHeight() - bounds.getHeight()) / 2 - bounds.getMinY()));
    }
}
