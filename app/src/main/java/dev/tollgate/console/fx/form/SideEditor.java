package dev.tollgate.console.fx.form;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The editor at the right, 360 px: title and close, a notice where there is something to know, the content, Save and
/// Cancel. Shortcut+S saves, Esc closes. Also usable inline, in a panel, with `inline`.
public final class SideEditor extends VBox {
    /// Keeps what was typed, wherever something can be typed and kept.
    public static final KeyCodeCombination SAVE = new KeyCodeCombination(KeyCode.S, KeyCombination.SHORTCUT_DOWN);

    private final Label title = TableColumns.elided(Styled.heading(""));
    private final Label note = Styled.muted("");
    private final HBox actions = new HBox(4);
    private final VBox notice = new VBox(6);
    private final ScrollPane scroll = new ScrollPane();
    private final HBox foot = new HBox(8);
    private final Button save = Buttons.button("Save", this::save, "accent");
    private final Button cancel = Buttons.button("Cancel", this::close);
    private Runnable onSave = () -> {};
    private Runnable onClose = () -> {};

    public SideEditor() {
        getStyleClass().addAll("tg-inspector", "tg-editor");
        var gap = gap();
        var close = Buttons.icon(Icon.CLOSE, "Close (Esc)", this::close, "flat", "tg-row");
        var head = new HBox(8, title, note, gap, actions, close);
        head.getStyleClass().add("tg-editor-head");
        for (var box : List.of(head, actions, foot)) {
            box.setAlignment(Pos.CENTER_LEFT);
        }
        close.setMinWidth(Region.USE_PREF_SIZE);
        actions.setMinWidth(Region.USE_PREF_SIZE);
        note.setMinWidth(0);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("tg-plain-scroll", "tg-editor-scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        notice.managedProperty().bind(notice.visibleProperty());
        notice.setVisible(false);
        foot.getStyleClass().add("tg-editor-foot");
        save.setDefaultButton(false);
        getChildren().addAll(head, notice, scroll, foot);
        setFoot();
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyed);
    }

    /// With an edge all round, where it stands beside panels and not at the window's edge.
    public SideEditor framed() {
        getStyleClass().add("tg-framed");
        return this;
    }

    /// As wide as its panel instead of 360 px.
    public SideEditor inline() {
        getStyleClass().remove("tg-inspector");
        return this;
    }

    public void setTitle(String text, String muted) {
        title.setText(text);
        note.setText(muted);
    }

    /// Small buttons in the title row.
    public void setActions(Node... nodes) {
        actions.getChildren().setAll(nodes);
    }

    /// Replaces what is edited, scrolled to its start.
    public void setContent(Node content) {
        scroll.setContent(content);
        scroll.setVvalue(0);
    }

    /// More at the left of the foot row, such as Delete; Save and Cancel stand at its right.
    public void setFoot(Node... nodes) {
        foot.getChildren().setAll(nodes);
        foot.getChildren().addAll(gap(), cancel, save);
    }

    /// For what is only read: no Save, and Cancel is called Close.
    public void setReadOnly(boolean readOnly) {
        save.setVisible(!readOnly);
        save.setManaged(!readOnly);
        cancel.setText(readOnly ? "Close" : "Cancel");
    }

    /// Something to know before saving, such as that another changed the same; stays until cleared.
    public void setNotice(String words, Node... choices) {
        var text = Styled.text(words);
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        notice.getStyleClass().setAll("tg-editor-notice");
        notice.getChildren().setAll(new HBox(8, Mark.WARNING.node(), text));
        if (choices.length > 0) {
            notice.getChildren().add(new HBox(8, choices));
        }
        notice.setVisible(true);
    }

    public void clearNotice() {
        notice.setVisible(false);
        notice.getChildren().clear();
    }

    /// The first field of a form that is shown here takes the keyboard; once this is in the window. What scrolls has its
    /// content in the window, to be focused, from its first styling on.
    public void focusFirst(Form form) {
        applyCss();
        form.focusFirst();
    }

    /// What Save is called: `Create`, `Save`.
    public void setSaveText(String text) {
        save.setText(text);
    }

    public void setOnSave(Runnable action) {
        onSave = action;
    }

    public void setOnClose(Runnable action) {
        onClose = action;
    }

    /// Off while a save is on its way.
    public void setBusy(boolean busy) {
        save.setDisable(busy);
    }

    private void save() {
        if (save.isVisible() && !save.isDisabled()) {
            onSave.run();
        }
    }

    private void close() {
        onClose.run();
    }

    private void keyed(KeyEvent event) {
        if (SAVE.match(event)) {
            save();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            close();
            event.consume();
        }
    }

    private static Region gap() {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }
}
