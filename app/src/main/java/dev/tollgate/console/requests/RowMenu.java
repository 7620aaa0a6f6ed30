package dev.tollgate.console.requests;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/// What a cell offers: only its value, not its value, copy; and what its row offers.
final class RowMenu implements RequestsTable.Menus {
    private static final Duration AROUND = Duration.ofSeconds(30);
    private static final int SHORT = 40;
    private final Places places;
    private final Supplier<Filter> filter;
    private final Supplier<Instant> now;
    private final ZoneId zone;
    private final Consumer<Row> open;
    private final Consumer<Row> cut;

    RowMenu(Places places, Supplier<Filter> filter, Supplier<Instant> now, ZoneId zone, Consumer<Row> open,
            Consumer<Row> cut) {
        this.places = places;
        this.filter = filter;
        this.now = now;
        this.zone = zone;
        this.open = open;
        this.cut = cut;
    }

    @Override
    public ContextMenu of(Row row, Column column) {
        var menu = new ContextMenu();
        narrowing(menu, row, column);
        item(menu, "Copy " + Format.elide(column.whole(row, zone), SHORT), () -> Buttons.put(column.whole(row, zone)));
        menu.getItems().add(new SeparatorMenuItem());
        item(menu, "Open", () -> open.accept(row));
        item(menu, "Copy row", () -> Buttons.put(text(row, zone)));
        item(menu, "Copy id", () -> Buttons.put(row.id()));
        if (row.isRunning()) {
            item(menu, "Cut; tokens so far are billed", () -> cut.accept(row));
        }
        return menu;
    }

    private void narrowing(ContextMenu menu, Row row, Column column) {
        column.dimension(row).ifPresent(dimension -> row.value(dimension).ifPresent(value -> {
            var name = dimension.word() + ":" + Format.elide(value, SHORT);
            item(menu, "Only " + name, () -> places.filter(Wishes.only(filter.get(), dimension, value)));
            item(menu, "Not " + name, () -> places.filter(Wishes.not(filter.get(), dimension, value)));
        }));
        if (column == Column.SERVED) {
            row.value(Dimension.MODEL).ifPresent(model -> {
                item(menu, "Only model:" + Format.elide(model, SHORT), () -> places.filter(Wishes.only(filter.get(),
                        Dimension.MODEL, model)));
                item(menu, "Not model:" + Format.elide(model, SHORT), () -> places.filter(Wishes.not(filter.get(),
                        Dimension.MODEL, model)));
            });
        }
        if (column == Column.TIME) {
            item(menu, "Only this minute", () -> places.range(TimeRange.window(row.started().minus(AROUND),
                    earliest(row.started().plus(AROUND)))));
        }
        if (column == Column.COST) {
            row.entry().filter(e -> e.cost().picos() > 0).ifPresent(e -> item(menu, "Only this much or more",
                    () -> places.filter(new Filter(filter.get().only(), filter.get().not(),
                            OptionalLong.of(e.cost().picos()), filter.get().fellBack()))));
        }
    }

    private Instant earliest(Instant to) {
        return to.isBefore(now.get()) ? to : now.get().plusSeconds(1);
    }

    private static void item(ContextMenu menu, String text, Runnable action) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        menu.getItems().add(item);
    }

    /// A row as text, a tab between what the columns say.
    static String text(Row row, ZoneId zone) {
        var text = new StringBuilder(row.id());
        for (var column : Column.values()) {
            if (column.isBasic()) {
                text.append('\t').append(column.whole(row, zone));
            }
        }
        return text.toString();
    }
}
