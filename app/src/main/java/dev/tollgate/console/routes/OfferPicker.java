package dev.tollgate.console.routes;

import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.gateway.Simulated;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.CatalogueRegion;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.layout.VBox;

/// What a new provider may be, by name; with what the catalogue says of it and, where it has several addresses, a choice
/// among them.
final class OfferPicker {
    private static final String BY_URL = "Any other URL";
    private static final String BUILT_IN = "Built-in model (simulated, no key)";
    private static final String USUAL = "Usual address";

    /// What fills the other fields.
    ///
    /// @param id what the provider will be called, unless another is
    /// @param region as its provider calls it; empty for the usual address
    record Pick(String id, String baseUrl, String region, boolean free, List<String> models) {
        static final Pick BUILT_IN = new Pick("built-in", Simulated.BASE_URL, "", true,
                List.of("sim-large", "sim-small", "sim-code"));

        static Pick of(CatalogueProvider known) {
            return new Pick(known.id(), known.baseUrl(), "", known.local(), List.of());
        }

        Pick in(CatalogueRegion region) {
            return new Pick(id, region.baseUrl(), region.name(), free, models);
        }
    }

    private final Consumer<Pick> picked;
    private final OfferFacts facts = new OfferFacts();
    private final VBox places = new VBox();
    private Optional<CatalogueProvider> chosen = Optional.empty();

    /// Puts its fields into the form.
    OfferPicker(Form form, Consumer<Pick> picked) {
        this.picked = picked;
        var offers = Stream.concat(offered().map(CatalogueProvider::name), Stream.of(BUILT_IN, BY_URL)).toList();
        var offer = form.add(Fields.combo("Provider", "From the catalogue, or any address.", offers, each -> each));
        offer.control().setId("offer");
        offer.start(BY_URL);
        offer.onChange(() -> offer.valid().ifPresent(this::choose));
        places.managedProperty().bind(places.visibleProperty());
        places.setVisible(false);
        form.node(facts.node());
        form.node(places);
    }

    private static Stream<CatalogueProvider> offered() {
        return Catalogue.providers().stream();
    }

    private void choose(String offer) {
        chosen = offered().filter(known -> known.name().equals(offer)).findFirst();
        facts.show(chosen);
        regions(chosen.map(known -> known.place().regions()).orElse(List.of()));
        if (offer.equals(BUILT_IN)) {
            picked.accept(Pick.BUILT_IN);
        }
        chosen.map(Pick::of).ifPresent(picked);
    }

    private void regions(List<CatalogueRegion> regions) {
        places.getChildren().clear();
        places.setVisible(!regions.isEmpty());
        if (!regions.isEmpty()) {
            var names = Stream.concat(Stream.of(USUAL), regions.stream().map(CatalogueRegion::name)).toList();
            var where = Fields.combo("Where", "It has several addresses; a key may be good at one only.", names,
                    each -> each);
            where.control().setId("offer-region");
            where.onChange(() -> where.valid().ifPresent(name -> moved(regions, name)));
            places.getChildren().add(where);
        }
    }

    private void moved(List<CatalogueRegion> regions, String name) {
        var region = regions.stream().filter(each -> each.name().equals(name)).findFirst();
        chosen.map(Pick::of).map(pick -> region.map(pick::in).orElse(pick)).ifPresent(picked);
    }

    /// What is wrong with an address in which the user's own part is not filled in.
    static Optional<String> blank(String url) {
        return Catalogue.providers().stream().map(known -> known.place().blank())
                .filter(blank -> !blank.isEmpty() && url.contains(blank)).findFirst()
                .map(blank -> "Put the name of your own resource in place of " + blank + ".");
    }
}
