package dev.tollgate.console.prices;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.config.PriceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Writes rows to a file, off the UI thread.
final class Exporting {
    /// A form that rows can be written in.
    enum Form {
        YAML("YAML, as in the configuration", "yaml"),
        JSON("JSON", "json"),
        CSV("CSV", "csv");

        private final String words;
        private final String ending;

        Form(String words, String ending) {
            this.words = words;
            this.ending = ending;
        }

        private String text(List<PriceRow> rows) {
            return switch (this) {
                case YAML -> PriceText.yaml(rows);
                case JSON -> PriceText.json(rows);
                case CSV -> PriceText.csv(rows);
            };
        }

        String words() {
            return words;
        }
    }

    private final Feed feed;
    private final Places places;

    Exporting(Feed feed, Places places) {
        this.feed = feed;
        this.places = places;
    }

    void choose(@Nullable Window owner, Form form, List<PriceRow> rows) {
        var chooser = new FileChooser();
        chooser.setTitle("Export prices");
        chooser.setInitialFileName("prices." + form.ending);
        chooser.getExtensionFilters().setAll(List.of(new FileChooser.ExtensionFilter(form.words, "*." + form.ending)));
        var chosen = chooser.showSaveDialog(owner);
        if (chosen != null) {
            write(chosen.toPath(), form, rows);
        }
    }

    void write(Path file, Form form, List<PriceRow> rows) {
        feed.act(() -> written(file, form.text(rows), rows.size()), text -> places.toast(text, List.of()));
    }

    private static String written(Path file, String text, int rows) {
        try {
            Files.writeString(file, text);
            return Format.count(rows) + (rows == 1 ? " row" : " rows") + " written to " + file;
        } catch (IOException | RuntimeException fault) {
            return "Not exported: " + file + " could not be written (" + fault.getMessage()
                    + "). Choose another place and try again.";
        }
    }
}
