package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.CatalogueTerms.Note;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What helps to choose a provider: where it runs, what is free, where it may be used, how it is paid, where a key is
/// made. Says nothing where the catalogue knows nothing.
final class OfferFacts {
    private static final double NAMES = 56;
    private final VBox box = new VBox(4);

    OfferFacts() {
        box.setId("offer-facts");
        box.getStyleClass().add("tg-inset");
        box.managedProperty().bind(box.visibleProperty());
        box.setVisible(false);
    }

    Node node() {
        return box;
    }

    void show(Optional<CatalogueProvider> offer) {
        box.getChildren().clear();
        offer.ifPresent(this::fill);
        box.setVisible(offer.isPresent());
    }

    private void fill(CatalogueProvider known) {
        row("Runs", known.local()
                ? "On this machine, without a key."
                : "Hosted; " + models(known) + "as of " + known.asOf() + ".");
        note("Free", known.terms().freeTier());
        note("Countries", known.terms().countries());
        note("Billing", known.terms().billing());
        var copy = Buttons.named(Buttons.copy("", known::signUpUrl, "flat", "tg-row", "tg-square"),
                "Copy the address of the provider's page");
        row(known.keyNeeded() ? "Keys" : "Get it", known.signUpUrl().replaceFirst("^https://", ""), copy);
    }

    private static String models(CatalogueProvider known) {
        int count = known.details().size();
        return count == 0 ? "" : count + (count == 1 ? " model " : " models ");
    }

    private void note(String name, Optional<Note> note) {
        note.ifPresent(said -> row(name, said.text()));
    }

    private void row(String name, String text, Node... more) {
        var title = Styled.small(name);
        title.setMinWidth(NAMES);
        var words = new Label(text);
        words.getStyleClass().add("tg-dense-text");
        words.setWrapText(true);
        words.setMinWidth(0);
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        var row = new HBox(8, title, words);
        row.getChildren().addAll(more);
        row.setAlignment(more.length == 0 ? Pos.TOP_LEFT : Pos.CENTER_LEFT);
        box.getChildren().add(row);
    }
}
