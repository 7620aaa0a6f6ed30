package dev.tollgate.console.spend;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks for a file and writes the table as it was shown at that moment into it, off the UI thread.
final class Exporting {
    private static final FileChooser.ExtensionFilter CSV = new FileChooser.ExtensionFilter("CSV", "*.csv");
    private final Feed feed;
    private final Places places;

    Exporting(Feed feed, Places places) {
        this.feed = feed;
        this.places = places;
    }

    /// @param lines in the order of the table
    void choose(@Nullable Window owner, Found shown, List<Found.Line> lines) {
        var rows = List.copyOf(lines);
        var day = LocalDate.ofInstant(shown.at(), feed.gateway().config().billingZone());
        var chooser = new FileChooser();
        chooser.setTitle("Export spend by " + Words.of(shown.asked().by()));
        chooser.setInitialFileName("spend-" + shown.asked().by().word() + "-" + day + ".csv");
        chooser.getExtensionFilters().setAll(List.of(CSV));
        var chosen = chooser.showSaveDialog(owner);
        if (chosen != null) {
            write(named(chosen.toPath()), shown, rows);
        }
    }

    private static Path named(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".csv")
                ? file
                : file.resolveSibling(file.getFileName() + ".csv");
    }

    void write(Path file, Found shown, List<Found.Line> lines) {
        var zone = feed.gateway().config().billingZone();
        feed.act(() -> written(file, Csv.text(shown, lines, zone), lines.size()),
                text -> places.toast(text, List.of()));
    }

    private static String written(Path file, String text, int rows) {
        try {
            Files.writeString(file, text);
            return String.format(Locale.ROOT, "%,d %s and the sum written to %s", rows, rows == 1 ? "row" : "rows",
                    file);
        } catch (IOException | RuntimeException fault) {
            return "Not exported: " + file + " could not be written (" + fault.getMessage()
                    + "). Choose another place and try again.";
        }
    }
}
