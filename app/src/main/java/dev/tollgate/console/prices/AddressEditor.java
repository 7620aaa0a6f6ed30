package dev.tollgate.console.prices;

import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.console.fx.form.SideEditor;
import dev.tollgate.gateway.upstream.Download;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Where a price list is to be read from, at the right.
final class AddressEditor {
    private final Form form = new Form();
    private final SideEditor editor = new SideEditor().framed();
    private final Field<String> address = Fields.text("Address", "The data of genai-prices, or LiteLLM's map")
            .checked(Check.that(text -> Download.url(text).isPresent(),
                    "Write the whole address, as https://HOST/PATH."));

    /// @param list takes an address that can be asked
    AddressEditor(Consumer<String> list, Runnable close) {
        form.add(address);
        editor.setContent(form);
        editor.setTitle("Import prices", "");
        editor.setSaveText("Read the list");
        editor.setOnClose(close);
        editor.setOnSave(() -> read(list, close));
        address.control().addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                read(list, close);
                event.consume();
            }
        });
    }

    private void read(Consumer<String> list, Runnable close) {
        if (form.ready()) {
            close.run();
            list.accept(address.value());
        }
    }

    /// Empty again.
    Node fresh() {
        address.start("");
        return editor;
    }

    void focus() {
        form.focusFirst();
    }
}
