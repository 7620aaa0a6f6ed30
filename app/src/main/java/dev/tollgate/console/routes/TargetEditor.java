package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.console.fx.form.SideEditor;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javafx.scene.layout.FlowPane;

/// One target at the side: a new one, one of the route's, or the first of a new route.
final class TargetEditor {
    private static final int SUGGESTED = 8;
    private static final long MOST_TOKENS = Integer.MAX_VALUE;

    private final RoutesModel model;
    private final SideEditor side = new SideEditor();
    private final FlowPane known = new FlowPane(4, 4);
    private Form form = new Form();
    private Optional<Field<String>> name = Optional.empty();
    private Field<String> provider = Fields.text("", "");
    private Field<String> modelName = Fields.text("", "");
    private Field<RouteType> type = Fields.combo("", "", List.of(RouteType.values()), Word::word);
    private Field<OptionalLong> context = Fields.number("", "", 1, MOST_TOKENS);
    private Field<OptionalLong> maxOutput = Fields.number("", "", 1, MOST_TOKENS);
    private Field<OptionalLong> weight = Fields.number("", "", 0, Target.MOST_WEIGHT);

    TargetEditor(RoutesModel model, Runnable close) {
        this.model = model;
        side.inline().getStyleClass().add("tg-panel");
        side.setOnClose(close);
        known.setId("known-models");
    }

    SideEditor node() {
        return side;
    }

    /// The first field takes the keyboard; once the editor is in the window.
    void focus() {
        side.focusFirst(form);
    }

    /// A new target behind the others.
    void add(Runnable close) {
        build(false);
        side.setTitle("New target", "of " + chosenName());
        side.setSaveText("Add");
        side.setOnSave(() -> take(close, target -> model.change(route -> {
            var targets = new ArrayList<>(route.targets());
            targets.add(target);
            return route.withTargets(targets);
        })));
    }

    /// @param place from 0
    void edit(int place, Target target, Runnable close) {
        build(false);
        provider.start(target.provider());
        modelName.start(target.model());
        type.start(target.type());
        context.start(target.context());
        maxOutput.start(target.maxOutput());
        suggest();
        side.setTitle("Target " + (place + 1), "of " + chosenName());
        side.setSaveText("Apply");
        weight.start(OptionalLong.of(target.weight()));
        side.setOnSave(() -> take(close, next -> model.change(route -> {
            var targets = new ArrayList<>(route.targets());
            targets.set(place, next.like(target));
            return route.withTargets(targets);
        })));
    }

    /// A new route with its first target.
    void newRoute(Runnable close) {
        build(true);
        side.setTitle("New route", "");
        side.setSaveText("Create");
        side.setOnSave(() -> take(close, target -> model.add(Route.of(name.map(Field::value).orElse(""),
                List.of(target)))));
    }

    private String chosenName() {
        return model.shown().get().map(view -> view.route().name()).orElse("");
    }

    private interface Taken {
        void with(Target target);
    }

    private void take(Runnable close, Taken taken) {
        if (form.ready()) {
            taken.with(new Target(provider.value(), modelName.value(), type.value(), context.value(),
                    maxOutput.value()).withWeight((int) weight.value().orElse(1)));
            close.run();
        }
    }

    private void build(boolean named) {
        form = new Form();
        name = Optional.empty();
        if (named) {
            var field = Fields.text("Name or pattern", "What apps send as their model, such as smart or gpt-*.")
                    .checked(Check.needed("A route needs a name."))
                    .checked(Check.that(text -> text.chars().noneMatch(Character::isWhitespace),
                            "A model's name has no spaces."))
                    .checked(text -> model.rows().stream().anyMatch(row -> row.name().equals(text))
                            ? Optional.of("Another route has this name.")
                            : Optional.empty());
            field.control().setId("route-name");
            name = Optional.of(form.add(field));
            form.section("First target", "Asked first; more targets take over when it fails.");
        }
        targetFields();
        side.setContent(form);
        side.clearNotice();
        suggest();
    }

    private void targetFields() {
        var names = model.config().providers().stream().map(Provider::name).toList();
        provider = form.add(names.isEmpty()
                ? Fields.text("Provider", "Add one on the tab Providers first.")
                        .checked(text -> Optional.of("There is no provider yet. Add one on the tab Providers."))
                : Fields.combo("Provider", "Who is asked.", names, each -> each));
        provider.control().setId("target-provider");
        modelName = form.add(Fields.text("Model", "As the provider names it; * sends the asked name on."))
                .checked(Check.needed("Which model of this provider?"))
                .checked(Check.that(text -> text.equals(Target.SAME_NAME) || text.indexOf('*') < 0,
                        "One model, or * alone."));
        modelName.control().setId("target-model");
        form.node(known);
        type = form.add(Fields.combo("Type", "Told in reports; cheaper and free ones save when money is short.",
                List.of(RouteType.values()), Word::word));
        context = Fields.number("Reads", "Tokens of context; else the catalogue's.", 1, MOST_TOKENS);
        maxOutput = Fields.number("Writes", "Most tokens of output; else the catalogue's.", 1, MOST_TOKENS);
        form.row(context, maxOutput);
        weight = form.add(
                Fields.number("Weight", "Its share where the order is weighted; 0: only when the others cannot.", 0,
                        Target.MOST_WEIGHT));
        weight.start(OptionalLong.of(1));
        provider.onChange(this::suggest);
    }

    /// The models this provider is known to have, one click each.
    private void suggest() {
        known.getChildren().setAll(provider.valid().flatMap(chosen -> model.config().provider(chosen)).stream()
                .flatMap(TargetEditor::models).limit(SUGGESTED)
                .map(each -> Buttons.button(each, () -> modelName.setValue(each), "tg-tiny", "tg-quiet")).toList());
    }

    private static Stream<String> models(Provider provider) {
        var shipped = Catalogue.byBaseUrl(provider.baseUrl()).map(CatalogueProvider::models).orElse(List.of());
        return Stream.concat(provider.models().stream(), shipped.stream()).distinct();
    }

}
