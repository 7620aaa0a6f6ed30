package dev.tollgate.console.prices;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.TextSize;
import dev.tollgate.console.fx.TwoEnds;
import dev.tollgate.gateway.control.PriceTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Find, as of, import, what has no price, history and export.
final class Toolbar extends TwoEnds {
    /// What the bar's buttons do.
    interface Deeds {
        Importing importing();

        void history();

        void export(Exporting.Form form);

        void add();

        void firstUnpriced();
    }

    private static final String GENAI = "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/data.json";
    private static final String LITELLM =
            "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json";

    /// Points of text from which on there is room for what is only good to know.
    private static final double ROOM = 1_000;

    private final PricesModel model;
    private final TextField find = new TextField();
    private final MenuButton asOf = new MenuButton("now");
    private final MenuButton lists = new MenuButton("Import");
    private final Button add;
    private final Button unpriced;
    private final Label sum = Styled.muted("");

    Toolbar(PricesModel model, Deeds deeds) {
        this.model = model;
        find.setPromptText("Find model");
        find.setAccessibleText("Find model");
        find.setPrefWidth(TextSize.pixels(150));
        find.setMinWidth(TextSize.pixels(110));
        find.textProperty().addListener((_, _, text) -> model.find(text));
        asOf.setAccessibleText("As of");
        asOf.setGraphic(Icon.CLOCK.node(14));
        moments();
        imports(deeds);
        add = Buttons.button(Icon.PLUS, "New row", deeds::add);
        unpriced = Buttons.button("", deeds::firstUnpriced, "tg-price-warning");
        unpriced.setGraphic(Mark.WARNING.node());
        unpriced.managedProperty().bind(unpriced.visibleProperty());
        var export = new MenuButton("Export");
        for (var form : Exporting.Form.values()) {
            export.getItems().add(item(form.words(), () -> deeds.export(form)));
        }
        TableColumns.elided(sum);
        sum.managedProperty().bind(sum.visibleProperty());
        sum.visibleProperty().bind(widthProperty().greaterThan(TextSize.pixels(ROOM)));
        var history = Buttons.button(Icon.UNDO, "History", deeds::history);
        for (var each : new Region[] {asOf, lists, add, unpriced, export, history}) {
            each.setMinWidth(USE_PREF_SIZE);
        }
        var asOfWords = Styled.muted("as of");
        asOfWords.setMinWidth(USE_PREF_SIZE);
        begin(find, asOfWords, asOf, lists, add, unpriced);
        end(sum, history, export);
    }

    private static MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private void moments() {
        var picker = new DatePicker();
        picker.setPromptText("another day");
        picker.setAccessibleText("As of another day, UTC");
        picker.valueProperty().addListener((_, _, day) -> {
            if (day != null) {
                asOf.hide();
                at(day);
            }
        });
        var other = new CustomMenuItem(picker, false);
        asOf.getItems().setAll(item("now", () -> set("now", Optional.empty(), false)),
                item("7 days ago", () -> at(today().minusDays(7))),
                item("30 days ago", () -> at(today().minusDays(30))),
                item("in 30 days", () -> at(today().plusDays(30))), other,
                new SeparatorMenuItem(), item("all dates", () -> set("all dates", Optional.empty(), true)));
    }

    private LocalDate today() {
        return model.now().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private void at(LocalDate day) {
        var end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minus(Duration.ofSeconds(1));
        set(day.toString(), Optional.of(end), false);
    }

    private void set(String text, Optional<Instant> at, boolean all) {
        asOf.setText(text);
        model.asOf(at, all);
    }

    private void imports(Deeds deeds) {
        lists.getItems().setAll(item("genai-prices, from its address", () -> deeds.importing().list(GENAI)),
                item("LiteLLM's map, from its address", () -> deeds.importing().list(LITELLM)),
                item("From another address …", () -> deeds.importing().askAddress()),
                new SeparatorMenuItem(), item("From a file …", () -> deeds.importing().chooseFile(window())));
    }

    private @Nullable Window window() {
        return getScene() == null ? null : getScene().getWindow();
    }

    void show(PriceTable table) {
        boolean fixed = table.file().isPresent();
        lists.setDisable(fixed);
        add.setDisable(fixed);
        long requests = table.unpriced().stream().mapToLong(PriceTable.Calls::requests).sum();
        int models = table.unpriced().size();
        unpriced.setVisible(models > 0);
        unpriced.setText(models + (models == 1 ? " unpriced model, " : " unpriced models, ") + Format.count(requests)
                + (requests == 1 ? " request" : " requests"));
        unpriced.setAccessibleText(unpriced.getText());
        long used = table.used().stream().flatMap(each -> each.row().stream()).distinct().count();
        sum.setText("USD per 1M, " + Format.count(used) + " used of " + Format.count(table.rows().size()));
    }

    void find(String text) {
        find.setText(text);
    }

    TextField field() {
        return find;
    }
}
