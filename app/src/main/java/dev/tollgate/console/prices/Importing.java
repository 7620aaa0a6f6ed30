package dev.tollgate.console.prices;

import dev.tollgate.console.fx.AtFirstUse;
import dev.tollgate.gateway.control.PriceTable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks which list, and has it read; nothing is fetched before somebody chooses it.
final class Importing {
    private final PriceWork work;
    private final PricesModel model;
    private final Notice notice;
    private final BiConsumer<PriceWork.Listed, PriceTable> show;
    private final Consumer<Node> beside;
    private final AtFirstUse<AddressEditor> address;

    /// @param show what the list would change, against which table
    /// @param beside shows something at the right, which `away` takes away again
    Importing(PriceWork work, PricesModel model, Notice notice, BiConsumer<PriceWork.Listed, PriceTable> show,
            Consumer<Node> beside, Runnable away) {
        this.work = work;
        this.model = model;
        this.notice = notice;
        this.show = show;
        this.beside = beside;
        this.address = new AtFirstUse<>(() -> new AddressEditor(this::list, away));
    }

    void chooseFile(@Nullable Window owner) {
        var chooser = new FileChooser();
        chooser.setTitle("Price list: genai-prices or LiteLLM's map");
        var chosen = chooser.showOpenDialog(owner);
        if (chosen != null) {
            list(chosen.getPath());
        }
    }

    void askAddress() {
        beside.accept(address.get().fresh());
        address.get().focus();
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
