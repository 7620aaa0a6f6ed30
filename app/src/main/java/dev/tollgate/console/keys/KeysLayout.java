package dev.tollgate.console.keys;

import dev.tollgate.console.fx.PageGround;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Notice, tabs, and an editor at the right: beside them where there is room, over them where there is not.
final class KeysLayout extends PageGround {
    private static final double EDGE = 12;
    private static final double EDITOR = 360;
    /// Of the page without the rail: a window of 1120.
    private static final double ROOM = 944;

    private final Node notice;
    private final Node content;
    private @Nullable Region editor;

    KeysLayout(Node notice, Node content) {
        super(440);
        this.notice = notice;
        this.content = content;
        getStyleClass().add("tg-keys");
        getChildren().addAll(notice, content);
    }

    /// The editor that is open, if one is.
    void setEditor(Optional<Region> next) {
        getChildren().setAll(notice, content);
        editor = next.orElse(null);
        next.ifPresent(getChildren()::add);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double beside = editor != null && getWidth() >= ROOM ? EDITOR : 0;
        double width = getWidth() - beside - 2 * EDGE;
        double top = EDGE;
        if (notice.isVisible()) {
            double high = Math.ceil(notice.prefHeight(width));
            notice.resizeRelocate(EDGE, top, width, high);
            top += high + 8;
        }
        content.resizeRelocate(EDGE, top, width, Math.max(0, getHeight() - top - EDGE));
        var shown = editor;
        if (shown != null) {
            boolean over = beside == 0;
            shown.resizeRelocate(getWidth() - EDITOR, 0, EDITOR, getHeight());
            if (over != shown.getStyleClass().contains("tg-over")) {
                shown.getStyleClass().removeAll("tg-over");
                shown.getStyleClass().addAll(over ? List.of("tg-over") : List.of());
            }
        }
    }
}
