package dev.tollgate.console.prices;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.AtFirstUse;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.TextSize;
import dev.tollgate.console.fx.form.PendingBar;
import dev.tollgate.console.fx.form.SideEditor;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.Committed;
import dev.tollgate.gateway.control.PriceHistory;
import dev.tollgate.gateway.control.PriceTable;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.term.Dimension;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What each model costs from when on: typed in its place, with its effect shown before it holds.
public final class PricesPage implements Page, Toolbar.Deeds {
    private static final KeyCombination PASTE = new KeyCodeCombination(KeyCode.V, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination PREVIEW = new KeyCodeCombination(KeyCode.P, KeyCombination.SHORTCUT_DOWN,
            KeyCombination.SHIFT_DOWN);

    private final PriceWork work;
    private final Places places;
    private final PricesModel model;
    private final Exporting exporting;
    private final Toolbar bar;
    private final Notice notice;
    private final RowsTable rows;
    private final Label words = TableColumns.elided(Styled.text(""));
    private final TimelinePanel timeline;
    private final AtFirstUse<RowEditor> editor;
    private final AtFirstUse<PreviewPanel> preview;
    private final AtFirstUse<HistoryPanel> history;
    private final AtFirstUse<ImportPanel> imports;
    private final Importing importing;
    private final PendingBar pending;
    private final StackPane side = new StackPane();
    private final StackPane middle = new StackPane();
    private final HBox parts;
    private final VBox body = new VBox(8);
    private final BorderPane node = new BorderPane();
    private String asked = "";
    private String charted = "";

    public PricesPage(Feed feed, Places places) {
        this.places = places;
        work = new PriceWork(feed);
        model = new PricesModel(work);
        exporting = new Exporting(feed, places);
        bar = new Toolbar(model, this);
        notice = new Notice(model);
        rows = new RowsTable(model, this::say, this::price);
        timeline = new TimelinePanel(model);
        editor = new AtFirstUse<>(() -> new RowEditor(model, this::closeSide));
        preview = new AtFirstUse<>(
                () -> new PreviewPanel(model, ZoneId.systemDefault(), places::openRequest, this::closeSide));
        history = new AtFirstUse<>(() -> new HistoryPanel(ZoneId.systemDefault(), this::restore, this::closeSide));
        imports = new AtFirstUse<>(this::importPanelOverRows);
        importing = new Importing(work, model, notice, this::imported, this::showSide, this::closeSide);
        pending = new PendingBar(model::discard, Optional.of(this::openPreview), this::commit);
        parts = new HBox(8, middle, side);
        build();
        listen();
    }

    private void build() {
        var panel = new Panel("Rows", rows.node());
        words.getStyleClass().add("tg-text-warning");
        HBox.setHgrow(words, Priority.ALWAYS);
        panel.getChildren().removeFirst();
        panel.withFooter(words);
        var footer = panel.getChildren().getLast();
        footer.managedProperty().bind(footer.visibleProperty());
        footer.visibleProperty().bind(words.textProperty().isNotEmpty());
        var left = new VBox(8, panel, timeline.node());
        VBox.setVgrow(panel, Priority.ALWAYS);
        panel.setMinHeight(150);
        middle.getChildren().setAll(left);
        middle.setMinWidth(0);
        HBox.setHgrow(middle, Priority.ALWAYS);
        VBox.setVgrow(parts, Priority.ALWAYS);
        side.managedProperty().bind(side.visibleProperty());
        side.setVisible(false);
        body.getStyleClass().add("tg-page");
        body.getChildren().setAll(bar, notice.node(), parts);
        node.setCenter(body);
        node.setBottom(pending);
        node.getStyleClass().add("tg-prices");
        node.getStylesheets().add(TextSize.sheet(PricesPage.class, "prices.css"));
    }

    private void listen() {
        model.table().addListener((_, _, table) -> {
            if (table != null) {
                bar.show(table);
                rows.setEditable(table.file().isEmpty());
                notice.show();
            }
        });
        model.lines().addListener((_, _, lines) -> {
            rows.show(lines);
            select();
            pending();
            arrived();
        });
        model.preview().addListener((_, _, _) -> pending());
        model.fromNow().addListener((_, _, _) -> select());
        model.trouble().addListener((_, _, _) -> notice.show());
        model.overtaken().addListener((_, _, _) -> notice.show());
        model.busy().addListener((_, _, busy) -> pending.setBusy(busy));
        rows.node().getSelectionModel().selectedItemProperty().addListener((_, _, _) -> select());
        rows.node().addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        node.addEventHandler(KeyEvent.KEY_PRESSED, this::shortcut);
        rows.node().setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2
                    && rows.node().getEditingCell() == null) {
                rows.selected().ifPresent(this::price);
            }
        });
    }

    // ---- what is shown

    private void say(String text) {
        words.setText(text.isEmpty() ? rows.selected().map(line -> RowsTable.said(line.doubts())).orElse("") : text);
    }

    private void select() {
        var line = rows.selected();
        say("");
        timeline.show(line);
        line.filter(each -> !each.name().equals(charted)).ifPresent(this::traffic);
    }

    private void traffic(Line line) {
        charted = line.name();
        timeline.traffic(List.of());
        work.traffic(line.provider(), line.model(), answer -> {
            if (answer instanceof PriceWork.Answer.Good<List<SpendRow>>(var days) && charted.equals(line.name())) {
                timeline.traffic(days);
                timeline.show(rows.selected());
            }
        });
    }

    private void pending() {
        pending.setPending(model.drafts().size());
        pending.setWords(PreviewPanel.words(model.preview().get(), model.span()));
        preview.ifMade().ifPresent(made -> made.show(model.preview().get()));
    }

    private void key(KeyEvent event) {
        var line = rows.selected();
        if (PASTE.match(event)) {
            paste(Clipboard.getSystemClipboard().getString());
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && line.isPresent()) {
            price(line.get());
            event.consume();
        } else if (event.getCode() == KeyCode.DELETE && line.isPresent() && !model.isReadOnly()) {
            if (line.get().isPending()) {
                model.forget(line.get());
            } else if (line.get().row().filter(row -> !row.shipped()).isPresent()) {
                model.drop(line.get());
            }
            event.consume();
        }
    }

    private void shortcut(KeyEvent event) {
        if (SideEditor.SAVE.match(event) && !model.drafts().isEmpty()) {
            commit();
            event.consume();
        } else if (PREVIEW.match(event)) {
            openPreview();
            event.consume();
        }
    }

    private void showSide(Node shown) {
        side.getChildren().setAll(shown);
        side.setVisible(true);
        shown.applyCss(); // what scrolls has its content in the window, to be focused, from its first styling on
    }

    private void closeSide() {
        side.setVisible(false);
        side.getChildren().clear();
        editor.ifMade().ifPresent(RowEditor::closed);
        rows.node().requestFocus();
    }

    // ---- what can be done

    /// Opens the editor for a line.
    private void price(Line line) {
        rows.node().getSelectionModel().select(line);
        edit(line, false);
    }

    private void edit(Line line, boolean fresh) {
        editor.get().show(line, fresh);
        showSide(editor.get().node());
        editor.get().focus();
    }

    @Override
    public void add() {
        edit(new Line("", "", Optional.empty(), Optional.empty(), 0, false, 0, 0, List.of()), true);
    }

    @Override
    public void firstUnpriced() {
        bar.find("");
        rows.node().getItems().stream().filter(Line::isUnpriced).findFirst().ifPresent(line -> {
            rows.node().getSelectionModel().select(line);
            rows.node().scrollTo(line);
            price(line);
        });
    }

    void openPreview() {
        preview.get().show(model.preview().get());
        showSide(preview.get().node());
    }

    void commit() {
        var what = model.drafts().size();
        model.commit(done -> {
            if (!editor.ifMade().map(RowEditor::isOpen).orElse(false)) {
                closeSide();
            }
            places.toast(Format.count(what) + (what == 1 ? " price" : " prices") + " in force. Calls from now on are"
                    + " priced so.", List.of(new Places.Undo("Undo", () -> undo(done))));
        });
    }

    private void undo(Committed.Done done) {
        model.undo(done, text -> places.toast(text, List.of()));
    }

    /// Takes over a block from a spreadsheet: all of it or nothing.
    void paste(String text) {
        if (model.isReadOnly() || text == null) {
            return;
        }
        switch (Pasting.read(text)) {
            case Pasting.Read.Wrong(var message) -> model.trouble().set(message);
            case Pasting.Read.Rows(var pasted) -> {
                var problem = new Pasted(model).take(pasted);
                problem.ifPresent(model.trouble()::set);
            }
        }
    }

    @Override
    public void history() {
        work.history(answer -> {
            switch (answer) {
                case PriceWork.Answer.Good<List<PriceHistory.Step>>(var steps) -> {
                    history.get().show(steps, work.now(), model.isReadOnly());
                    showSide(history.get().node());
                }
                case PriceWork.Answer.Failed<List<PriceHistory.Step>>(var why) ->
                    model.trouble().set("History cannot be read: " + why + ".");
            }
        });
    }

    private void restore(long version) {
        work.restore(version, answer -> {
            model.load();
            history();
            places.toast(switch (answer) {
                case PriceWork.Answer.Good<Applied>(Applied.InForce _) ->
                    "Prices of version " + version + " are in force again. Settled figures stay.";
                case PriceWork.Answer.Good<Applied>(var refused) -> PricesModel.refused(refused);
                case PriceWork.Answer.Failed<Applied>(var why) -> "Not restored: " + why + ".";
            }, List.of());
        });
    }

    @Override
    public void export(Exporting.Form form) {
        exporting.choose(node.getScene() == null ? null : node.getScene().getWindow(), form, shownRows());
    }

    private List<PriceRow> shownRows() {
        return rows.node().getItems().stream().filter(line -> !line.dropped()).flatMap(line -> line.row().stream())
                .toList();
    }

    @Override
    public Importing importing() {
        return importing;
    }

    void list(String place) {
        importing.list(place);
    }

    private void imported(PriceWork.Listed listed, PriceTable table) {
        imports.get().show(listed, table.providers());
        closeSide();
    }

    private ImportPanel importPanelOverRows() {
        var made = new ImportPanel(model::take, this::closeImport);
        middle.getChildren().add(made.node());
        return made;
    }

    private void closeImport() {
        imports.get().node().setVisible(false);
        rows.node().requestFocus(); // else the keyboard falls to the next button there is: Discard
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public LiveModel model() {
        return model;
    }

    /// A filter with a model in it asks for that model's price.
    @Override
    public void shown(View view) {
        asked = view.filter().only().getOrDefault(Dimension.MODEL, Set.of()).stream().findFirst().orElse("");
        if (!asked.isEmpty()) {
            bar.find(asked);
        }
        rows.fit();
        model.load();
    }

    private void arrived() {
        if (!asked.isEmpty()) {
            var wanted = asked;
            asked = "";
            rows.node().getItems().stream().filter(line -> line.model().equalsIgnoreCase(wanted)).findFirst()
                    .ifPresent(line -> {
                        rows.select(line.provider(), line.model(), Optional.empty());
                        price(line);
                    });
        }
    }

    PricesModel prices() {
        return model;
    }

    RowsTable table() {
        return rows;
    }

    ImportPanel importPanel() {
        return imports.get();
    }

    Exporting exporting() {
        return exporting;
    }

    /// What is wrong or odd, under the table.
    String words() {
        return words.getText();
    }

    Notice notice() {
        return notice;
    }
}
