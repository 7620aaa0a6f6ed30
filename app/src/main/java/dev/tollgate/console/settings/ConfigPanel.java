package dev.tollgate.console.settings;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.Form;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The configuration as a file: written, or taken over after its difference was seen.
final class ConfigPanel {
    private final SettingsModel model;
    private final Places places;
    private final Panel panel = new Panel("Configuration as a file");
    private final Chosen out = new Chosen("Export into", "YAML; secrets stand as references", true);
    private final Chosen in = new Chosen("Import from", "what it changes is shown before it is taken over", false);
    private final Button look = Buttons.button("Show the difference", this::look);
    private final VBox found = new VBox(8);

    ConfigPanel(SettingsModel model, Places places) {
        this.model = model;
        this.places = places;
        var form = Section.tight(new Form());
        model.file().ifPresent(file -> adoption(form, file));
        form.node(out);
        var export = Buttons.button(Icon.DOWNLOAD, "Export", this::export);
        export.setId("export-config");
        Buttons.named(export, "Export the configuration");
        form.node(new HBox(export));
        if (model.file().isEmpty()) {
            form.node(in);
            form.node(new HBox(look));
            form.node(found);
        }
        found.managedProperty().bind(found.visibleProperty());
        found.setVisible(false);
        out.id("export-file");
        in.id("import-file");
        look.setId("import-look");
        in.field().onChange(() -> found.setVisible(false));
        out.start("tollgate.yaml");
        panel.setContent(form);
    }

    Panel panel() {
        return panel;
    }

    private void adoption(Form form, String file) {
        var adopt = Buttons.button("Adopt this file", () -> model.adopt(this::said), "accent");
        adopt.setId("adopt");
        form.node(Section.wrapped("In force is " + file + ". Adopted, it is kept in the data folder as a version too,"
                + " and Tollgate goes on with it when it is started without --config."));
        form.node(new HBox(adopt));
    }

    private void export() {
        out.path().ifPresent(path -> model.export(path, this::said));
    }

    private void said(Outcome outcome) {
        places.toast(switch (outcome) {
            case Outcome.Done(var words) -> words;
            case Outcome.Failed(var words) -> words;
            case Outcome.Wrong(var problems) -> Setting.sentence(problems.getFirst().message());
            case Outcome.Stale() -> "The configuration was changed meanwhile; look at the difference again.";
        }, List.of());
    }

    private void look() {
        in.path().ifPresent(path -> {
            long version = model.version();
            model.look(path, seen -> {
                switch (seen) {
                    case SettingsModel.Looked.Wrong(var lines) -> wrong(lines);
                    case SettingsModel.Looked.Good good -> good(path, good, version);
                }
                found.setVisible(true);
            });
        });
    }

    private void wrong(List<String> lines) {
        found.getChildren().setAll(new HBox(8, Mark.WARNING.node(), Styled.strong("Nothing is taken over:")));
        lines.forEach(line -> found.getChildren().add(Section.wrapped(line)));
    }

    private void good(Path path, SettingsModel.Looked.Good good, long version) {
        var view = new DifferenceView();
        view.show("It changes: ", good.difference());
        found.getChildren().setAll(view);
        if (!good.difference().isEmpty()) {
            var take = Buttons.button("Take it over", () -> model.take(path, good.config(), version, outcome -> {
                found.setVisible(false);
                said(outcome);
            }), "accent");
            take.setId("import-take");
            found.getChildren().add(new HBox(8, take, Buttons.button("Cancel", () -> found.setVisible(false))));
        }
    }
}
