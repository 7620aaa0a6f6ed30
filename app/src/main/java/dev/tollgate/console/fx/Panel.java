package dev.tollgate.console.fx;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A titled card: title, muted note and actions in one 40 px row, the content below, perhaps a footer.
public final class Panel extends VBox {
    private final Label title = Styled.strong("");
    private final Label note = Styled.muted("");
    private final HBox leading = new HBox(8);
    private final HBox actions = new HBox(8);
    private final HBox header = new HBox(8);
    private final HBox footer = new HBox(8);

    public Panel(String title) {
        getStyleClass().add("tg-panel");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        this.title.setText(title);
        this.title.setMinWidth(Region.USE_PREF_SIZE);
        this.note.setMinWidth(0);
        header.getStyleClass().add("tg-panel-header");
        footer.getStyleClass().add("tg-panel-footer");
        for (var box : new HBox[] {leading, actions, header, footer}) {
            box.setAlignment(Pos.CENTER_LEFT);
        }
        actions.setMinWidth(Region.USE_PREF_SIZE);
        header.getChildren().addAll(this.title, note, leading, gap, actions);
        getChildren().add(header);
    }

    public Panel(String title, Node content) {
        this(title);
        setContent(content);
    }

    public void setTitle(String text) {
        title.setText(text);
    }

    /// Muted text behind the title: what is counted, in which zone, since when.
    public void setNote(String text) {
        note.setText(text);
    }

    /// Right end of the title row.
    public Panel withActions(Node... nodes) {
        actions.getChildren().setAll(nodes);
        return this;
    }

    /// Directly behind title and note: by what the content is split.
    public Panel withLeading(Node... nodes) {
        leading.getChildren().setAll(nodes);
        return this;
    }

    /// Replaces the content; it takes the room that is left.
    public void setContent(Node node) {
        getChildren().retainAll(header, footer);
        getChildren().add(1, node);
        VBox.setVgrow(node, Priority.ALWAYS);
    }

    /// A 40 px row under the content, set off by a line; without nodes it goes away.
    public Panel withFooter(Node... nodes) {
        footer.getChildren().setAll(nodes);
        getChildren().remove(footer);
        if (nodes.length > 0) {
            getChildren().add(footer);
        }
        return this;
    }
}
