package dev.tollgate.console.spend;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Places;
import dev.tollgate.gateway.ledger.Export;
import dev.tollgate.gateway.ledger.SpendQuery;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks for a file and writes the table's question into it, off the UI thread.
final class Exporting {
    private static final FileChooser.ExtensionFilter CSV = new FileChooser.ExtensionFilter("CSV", "*.csv");
    private static final FileChooser.ExtensionFilter JSON = new FileChooser.ExtensionFilter("JSON", "*.json");
    private final Feed feed;
    private final Places places;

    Exporting(Feed feed, Places places) {
        this.feed = feed;
        this.places = places;
    }

    void choose(@Nullable Window owner, Found shown) {
        var day = LocalDate.ofInstant(feed.gateway().time().instant(), feed.gateway().config().billingZone());
        var chooser = new FileChooser();
        chooser.setTitle("Export spend by " + Words.of(shown.asked().by()));
        chooser.setInitialFileName("spend-" + shown.asked().by().word() + "-" + day + ".csv");
        chooser.getExtensionFilters().setAll(List.of(CSV, JSON));
        var chosen = chooser.showSaveDialog(owner);
        if (chosen != null) {
            boolean json = JSON.equals(chooser.getSelectedExtensionFilter());
            write(named(chosen.toPath(), json ? ".json" : ".csv"), shown);
        }
    }

    private static Path named(Path file, String ending) {
        var name = name(file);
        return name.endsWith(".csv") || name.endsWith(".json") ? file
                : file.resolveSibling(file.getFileName() + ending);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /// Writes in the format that the file's name says.
    void write(Path file, Found shown) {
        feed.act(() -> written(file, shown), text -> places.toast(text, List.of()));
    }

    private String written(Path file, Found shown) {
        var asked = shown.asked();
        var query = asked.query(List.of(asked.by()), shown.bars().span(), SpendQuery.Step.MINUTE, Duration.ZERO);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            long rows = Export.spend(feed.queries(), query, feed.gateway().config().billingZone(),
                    name(file).endsWith(".json") ? Export.Format.JSON : Export.Format.CSV, out);
            return String.format(Locale.ROOT, "%,d %s written to %s", rows, rows == 1 ? "row" : "rows", file);
        } catch (IOException | RuntimeException fault) {
            return "Not exported: " + file + " could not be written (" + fault.getMessage()
                    + "). Choose another place and try again.";
        }
    }
}
