package dev.tollgate.console.prices;

import dev.tollgate.gateway.control.PriceTable;
import java.util.function.BiConsumer;
import javafx.scene.control.TextInputDialog;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks which list, and has it read; nothing is fetched before somebody chooses it.
final class Importing {
    private final PriceWork work;
    private final PricesModel model;
    private final Notice notice;
    private final BiConsumer<PriceWork.Listed, PriceTable> show;

    /// @param show what the list would change, against which table
    Importing(PriceWork work, PricesModel model, Notice notice, BiConsumer<PriceWork.Listed, PriceTable> show) {
        this.work = work;
        this.model = model;
        this.notice = notice;
        this.show = show;
    }

    void chooseFile(@Nullable Window owner) {
        var chooser = new FileChooser();
        chooser.setTitle("Price list: genai-prices or LiteLLM's map");
        var chosen = chooser.showOpenDialog(owner);
        if (chosen != null) {
            list(chosen.getPath());
        }
    }

    void askAddress(@Nullable Window owner) {
        var dialog = new TextInputDialog("https://");
        dialog.setTitle("Import prices");
        dialog.setHeaderText("Address of a price list: the data of genai-prices, or LiteLLM's map");
        dialog.setContentText("Address");
        dialog.initOwner(owner);
        dialog.showAndWait().map(String::strip).filter(text -> !text.isEmpty()).ifPresent(this::list);
    }

    /// @param place a file's path or an address
    void list(String place) {
        var table = model.table().get();
        if (table == null || model.isReadOnly()) {
            return;
        }
        model.trouble().set("");
        notice.busy("Reading " + place + " …");
        work.list(place, table, answer -> {
            notice.busy("");
            switch (answer) {
                case PriceWork.Answer.Good<PriceWork.Listed>(var listed) -> show.accept(listed, table);
                case PriceWork.Answer.Failed<PriceWork.Listed>(var why) -> model.trouble().set(why);
            }
        });
    }
}
