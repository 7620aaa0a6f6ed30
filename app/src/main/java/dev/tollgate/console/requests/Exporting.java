package dev.tollgate.console.requests;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Places;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.Export;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// Asks for a file and writes what the list stands for into it, off the UI thread: the whole range, not only the rows
/// that are loaded.
final class Exporting {
    private static final FileChooser.ExtensionFilter CSV = new FileChooser.ExtensionFilter("CSV", "*.csv");
    private static final FileChooser.ExtensionFilter JSON = new FileChooser.ExtensionFilter("JSON", "*.json");
    private final Feed feed;
    private final Places places;

    Exporting(Feed feed, Places places) {
        this.feed = feed;
        this.places = places;
    }

    void choose(Window owner, EntryFilter filter) {
        var day = LocalDate.ofInstant(feed.gateway().time().instant(), feed.gateway().config().billingZone());
        var chooser = new FileChooser();
        chooser.setTitle("Export requests");
        chooser.setInitialFileName("requests-" + day + ".csv");
        chooser.getExtensionFilters().setAll(CSV, JSON);
        var chosen = chooser.showSaveDialog(owner);
        if (chosen != null) {
            boolean json = JSON.equals(chooser.getSelectedExtensionFilter());
            write(named(chosen.toPath(), json ? ".json" : ".csv"), filter);
        }
    }

    private static Path named(Path file, String ending) {
        var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".json")
                ? file
                : file.resolveSibling(file.getFileName() + ending);
    }

    /// Writes in the format that the file's name says.
    void write(Path file, EntryFilter filter) {
        feed.act(() -> written(file, filter), text -> places.toast(text, List.of()));
    }

    private String written(Path file, EntryFilter filter) {
        var json = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json");
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            long rows = Export.entries(feed.queries(), filter, feed.gateway().config().billingZone(),
                    json ? Export.Format.JSON : Export.Format.CSV, out);
            return String.format(Locale.ROOT, "%,d %s written to %s", rows, rows == 1 ? "request" : "requests", file);
        } catch (IOException | RuntimeException fault) {
            return "Not exported: " + file + " could not be written (" + fault.getMessage()
                    + "). Choose another place and try again.";
        }
    }
}
