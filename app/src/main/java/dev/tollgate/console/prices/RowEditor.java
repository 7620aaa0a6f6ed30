package dev.tollgate.console.prices;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.console.fx.form.Read;
import dev.tollgate.console.fx.form.SideEditor;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.pricing.Doubt;
import dev.tollgate.gateway.pricing.RateText;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// One whole row at the right: every rate, its dates, what is odd about it while it is typed, and a sample request.
final class RowEditor {
    private static final Map<Unit, String> RATES = names();

    private final PricesModel model;
    private final Runnable close;
    private final SideEditor editor = new SideEditor().framed();
    private final Map<Unit, Field<OptionalLong>> rates = new LinkedHashMap<>();
    private final Field<String> provider = Fields.text("Provider", "As in the configuration")
            .checked(Check.needed("Name the provider."));
    private final Field<String> name = Fields.text("Model", "Exact, or with * for any")
            .checked(Check.needed("Name the model."));
    private final Field<OptionalLong> fee = Fields.usd("Fee a call", "USD");
    private final Field<Optional<Instant>> from = Fields.moment("Valid from", "UTC; empty: from now", ZoneOffset.UTC);
    private final Field<Optional<Instant>> until = Fields.moment("Until", "UTC; empty: no end", ZoneOffset.UTC);
    private final Field<String> note = Fields.text("Note", "");
    private final Field<OptionalLong> input = Fields.number("In", "tokens", 0, 1_000_000_000);
    private final Field<OptionalLong> cached = Fields.number("Cached", "of them", 0, 1_000_000_000);
    private final Field<OptionalLong> output = Fields.number("Out", "tokens", 0, 1_000_000_000);
    private final Label sample = Styled.text("");
    private final Label doubts = Styled.text("");
    private final Form form = new Form();
    private @Nullable Line line;
    private boolean fresh;

    RowEditor(PricesModel model, Runnable close) {
        this.model = model;
        this.close = close;
        RATES.forEach((unit, title) -> rates.put(unit, Fields.<OptionalLong>typed(title, "", RowEditor::read,
                rate -> rate.isPresent() ? Rates.text(rate.getAsLong()) : "").doubted(_ -> doubt(unit))));
        row(provider, name);
        form.section("USD per million tokens", "");
        row(rate(Unit.INPUT), rate(Unit.OUTPUT));
        row(rate(Unit.CACHE_READ), rate(Unit.REASONING));
        row(rate(Unit.CACHE_WRITE_5M), rate(Unit.CACHE_WRITE_1H));
        form.node(wrapped(doubts)).section("Sample request", "");
        row(input, cached, output);
        form.node(wrapped(sample)).section("Dates and fee", "");
        row(from, until);
        row(fee, note);
        input.start(OptionalLong.of(Sample.USUAL.input()));
        cached.start(OptionalLong.of(Sample.USUAL.cached()));
        output.start(OptionalLong.of(Sample.USUAL.output()));
        doubts.getStyleClass().add("tg-text-warning");
        doubts.managedProperty().bind(doubts.textProperty().isNotEmpty());
        form.onChange(this::changed);
        editor.setContent(form);
        editor.setSaveText("Add to pending");
        editor.setOnSave(this::save);
        editor.setOnClose(close);
    }

    /// Side by side, each with one line of words: the whole of them stands below the rates.
    private void row(Field<?>... together) {
        var row = new HBox(8, together);
        for (var field : together) {
            form.take(field.lines(1));
            HBox.setHgrow(field, Priority.ALWAYS);
            field.setPrefWidth(100);
            field.setMaxWidth(Double.MAX_VALUE);
        }
        form.node(row);
    }

    private static Map<Unit, String> names() {
        var names = new EnumMap<Unit, String>(Unit.class);
        names.put(Unit.INPUT, "Input");
        names.put(Unit.OUTPUT, "Output");
        names.put(Unit.CACHE_READ, "Cached input");
        names.put(Unit.REASONING, "Reasoning");
        names.put(Unit.CACHE_WRITE_5M, "Cache write 5 m");
        names.put(Unit.CACHE_WRITE_1H, "Cache write 1 h");
        return names;
    }

    private Field<OptionalLong> rate(Unit unit) {
        return Objects.requireNonNull(rates.get(unit));
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Read<OptionalLong> read(String text) {
        return switch (RateText.read(text)) {
            case RateText.Read.Rate(var rate) -> Read.good(rate);
            case RateText.Read.Wrong(var message) -> Read.wrong(message);
        };
    }

    private Optional<String> doubt(Unit unit) {
        return line == null
                ? Optional.empty()
                : current().flatMap(row -> model.doubts(row).stream()
                        .filter(each -> each.unit().equals(Optional.of(unit))).map(Doubt::message).findFirst());
    }

    Node node() {
        return editor;
    }

    boolean isOpen() {
        return line != null;
    }

    /// Shows a line; a model without a price begins empty.
    ///
    /// @param another a row that is not there yet, whose names are asked for
    void show(Line next, boolean another) {
        line = null;
        fresh = another;
        var row = next.row();
        provider.start(next.provider());
        name.start(next.model());
        provider.setLocked(!another);
        name.setLocked(!another);
        rates.forEach((unit, field) -> field.start(next.rate(unit)));
        fee.start(row.filter(each -> each.requestPicos() > 0).map(each -> OptionalLong.of(each.requestPicos()))
                .orElse(OptionalLong.empty()));
        from.start(row.map(PriceRow::from));
        until.start(row.flatMap(PriceRow::until));
        note.start(row.flatMap(each -> each.about().note()).orElse(""));
        form.setReadOnly(model.isReadOnly()
                ? Optional.of("The configuration comes from a file, which alone changes prices.")
                : Optional.empty());
        editor.setReadOnly(model.isReadOnly());
        editor.setTitle(another ? "New row" : next.name(), "");
        var drop = Buttons.button("Remove row", () -> {
            model.drop(next);
            close.run();
        }, "danger", "button-outlined");
        var reset = Buttons.button("Undo edit", () -> {
            model.forget(next);
            close.run();
        });
        editor.setFoot(next.isPending()
                ? new Node[] {reset}
                : row.filter(each -> !each.shipped() && !model.isReadOnly()).isPresent()
                        ? new Node[] {drop}
                        : new Node[0]);
        line = next;
        changed();
    }

    void focus() {
        (fresh ? provider : rate(Unit.INPUT)).focus();
    }

    void closed() {
        line = null;
    }

    /// The row as typed so far; empty while a field is wrong or has no names.
    private Optional<PriceRow> current() {
        var shown = line;
        if (shown == null || rates.values().stream().anyMatch(each -> each.valid().isEmpty())
                || provider.valid().isEmpty() || name.valid().isEmpty()) {
            return Optional.empty();
        }
        var now = model.now();
        var base = shown.row().orElseGet(() -> PricesModel.blank(shown, now));
        var typed = new EnumMap<Unit, Long>(Unit.class);
        typed.putAll(base.rates());
        rates.forEach((unit, field) -> {
            typed.remove(unit);
            field.valid().filter(OptionalLong::isPresent).ifPresent(rate -> typed.put(unit, rate.getAsLong()));
        });
        var about = base.about().withNote(note.valid().filter(text -> !text.isBlank()));
        return Optional.of(new PriceRow(provider.value(), name.value(),
                from.valid().flatMap(at -> at).orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS)),
                until.valid().flatMap(at -> at), typed, fee.valid().orElse(OptionalLong.empty()).orElse(0),
                base.tiers(), base.shipped(), base.origin(), about, base.batch()));
    }

    private void changed() {
        var row = current();
        rates.values().forEach(Field::judge);
        doubts.setText(row.filter(each -> !each.rates().isEmpty()).map(each -> RowsTable.said(model.doubts(each)))
                .orElse(""));
        var tried = new Sample(number(input), number(cached), number(output));
        var was = line == null ? Optional.<PriceRow>empty() : line.was().or(line::row);
        sample.setText(row.filter(each -> !each.rates().isEmpty()).map(each -> tried.words(each,
                was.filter(before -> !before.chargesAs(each)))).orElse("Type a rate to see what a request costs."));
    }

    private static long number(Field<OptionalLong> field) {
        return field.valid().orElse(OptionalLong.empty()).orElse(0);
    }

    private void save() {
        var shown = line;
        if (shown == null || !form.ready()) {
            return;
        }
        var row = current().orElseThrow();
        if (row.rates().isEmpty() && row.requestPicos() == 0) {
            editor.setNotice("A row needs a rate or a fee. What costs nothing says 0 for input and output.");
            return;
        }
        editor.clearNotice();
        var day = model.now().truncatedTo(ChronoUnit.DAYS);
        boolean dated = from.valid().flatMap(at -> at).isPresent() && from.dirtyProperty().get();
        if (fresh) {
            model.add(List.of(row.asTyped(day)), dated);
        } else {
            model.edit(shown, row.asTyped(day), dated);
        }
        close.run();
    }
}
