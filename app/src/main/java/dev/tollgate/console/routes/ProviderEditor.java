package dev.tollgate.console.routes;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.console.fx.form.SideEditor;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;

/// One provider at the side: address, keys, models, and *Test*.
final class ProviderEditor {
    private final ProvidersModel model;
    private final Places places;
    private final Runnable close;
    private final SideEditor side = new SideEditor();
    private final TrialRow trial = new TrialRow(this::test);
    private final KeyRows keys;
    private Form form = new Form();
    private static final List<Dialect> SPOKEN =
            List.of(Dialect.values());
    private Field<String> name = Fields.text("", "");
    private Field<String> url = Fields.text("", "");
    private Field<String> region = Fields.text("", "");
    private Field<String> apiVersion = Fields.text("", "");
    private Field<String> project = Fields.text("", "");
    private Field<Dialect> speaks = Fields.combo("", "", SPOKEN, ProviderEditor::spoken);
    private Field<Boolean> free = Fields.toggle("", "", "");
    private Field<String> models = Fields.text("", "");
    private Field<String> testModel = Fields.text("", "");
    private ProviderDraft draft = ProviderDraft.empty();
    private boolean filling;
    private boolean open;

    ProviderEditor(ProvidersModel model, Places places, Runnable close) {
        this.model = model;
        this.places = places;
        this.close = close;
        this.keys = new KeyRows(model, this::keysChanged);
        side.inline().getStyleClass().add("tg-panel");
        side.setOnClose(this::leave);
        side.setOnSave(this::save);
        model.places().addListener((_, _, _) -> {
            if (open) {
                keys.show(draft);
            }
        });
        model.routes().onConfig(_ -> compare());
    }

    SideEditor node() {
        return side;
    }

    void add() {
        open(ProviderDraft.empty());
    }

    /// The first field takes the keyboard; once the editor is in the window.
    void focus() {
        side.focusFirst(form);
    }

    void edit(Provider provider) {
        open(ProviderDraft.of(provider));
    }

    /// Whether something is typed that is not saved.
    boolean isDirty() {
        return open && (form.dirtyProperty().get() || !draft.all().equals(
                draft.before().map(ProviderDraft::of).map(ProviderDraft::all).orElse(List.of())));
    }

    private void leave() {
        open = false;
        close.run();
    }

    private void open(ProviderDraft start) {
        draft = start;
        open = true;
        filling = true;
        build(start.before().isEmpty());
        name.start(start.name());
        url.start(start.baseUrl());
        region.start(start.region());
        apiVersion.start(start.apiVersion());
        project.start(start.project());
        speaks.start(start.dialect());
        free.start(start.free());
        models.start(String.join(", ", start.models()));
        keys.show(start);
        filling = false;
        side.setTitle(start.before().map(Provider::name).orElse("New provider"),
                start.before().map(p -> ProvidersModel.kind(p.baseUrl())).orElse(""));
        side.setSaveText(start.before().isEmpty() ? "Add provider" : "Save");
        side.clearNotice();
        side.setContent(form);
        lock();
        trial.clear();
        propose();
        reckon();
    }

    private void lock() {
        var file = model.file();
        form.setReadOnly(file.map(text -> "Read-only: this configuration comes from " + text
                + ", which alone may change it."));
        keys.setReadOnly(file.isPresent());
        side.setReadOnly(file.isPresent());
        testModel.setLocked(false);
    }

    private void build(boolean fresh) {
        form = new Form();
        if (fresh) {
            new OfferPicker(form, this::fill);
        }
        name = form.add(Fields.text("Name", fresh
                ? "As routes and prices will call it; it stays."
                : "Routes and prices call it so; it stays."));
        name.checked(Check.needed("A provider needs a name.")).checked(Judge.of("", this::named)).checked(this::taken);
        name.setLocked(!fresh);
        name.control().setId("provider-name");
        url = form.add(
                Fields.text("Base URL", "What stands before /chat/completions; for Anthropic and Gemini before /v1.")
                        .lines(2));
        url.checked(OfferPicker::blank).checked(Judge.of(".base_url", this::addressed));
        url.doubted(this::moved);
        url.control().setId("provider-url");
        speaks = form.add(Fields.combo("Speaks", "Other clients' calls are converted.", SPOKEN,
                ProviderEditor::spoken));
        speaks.control().setId("provider-speaks");
        form.section("Keys", "Used in this order: the next one takes over where one is refused or at its limit.");
        form.node(keys);
        testing();
        form.section("More", "");
        models = form.add(Fields.text("Models", "Names it is known to have beside the catalogue's, with commas.")
                .lines(2));
        models.control().setId("provider-models");
        region = Fields.text("Region", "A label, such as eu; for Bedrock what calls are signed for.");
        region.control().setId("provider-region");
        apiVersion = Fields.text("API version", "Only for Azure's older surface: 2024-10-21.");
        apiVersion.checked(Judge.of(".api_version", typed -> addressed(url.valid().orElse(""), typed)));
        apiVersion.control().setId("provider-api-version");
        apiVersion.onChange(url::judge);
        form.row(region, apiVersion);
        project = form.add(Fields.text("Project", "Only for Vertex AI: the id of the Google Cloud project."));
        project.control().setId("provider-project");
        free = form.add(Fields.toggle("Free", "Its tokens count and cost nothing.", "costs nothing"));
        form.onChange(this::changed);
    }

    private GatewayConfig addressed(String typed) {
        return addressed(typed, apiVersion.valid().orElse(""));
    }

    private GatewayConfig addressed(String typed, String version) {
        var draft = ProviderDraft.empty().with("p", typed, "", false, List.of()).versioned(version)
                .speaking(dialect());
        return Judge.nothing().withProviders(List.of(draft.provider(List.of())));
    }

    private void testing() {
        form.section("Test", "One small real call with the first key, before anything is saved.");
        testModel = form.add(Fields.text("Model to test", "A cheap one it has."));
        testModel.control().setId("test-model");
        form.node(trial);
    }

    private GatewayConfig named(String text) {
        var bare = ProviderDraft.empty().with(text, "https://example.com/v1", "", false, List.of());
        return Judge.nothing().withProviders(List.of(bare.provider(List.of())));
    }

    private Optional<String> taken(String text) {
        return draft.before().isEmpty() && model.config().provider(text).isPresent()
                ? Optional.of("Another provider has this name.")
                : Optional.empty();
    }

    private Optional<String> moved(String typed) {
        var next = draft.with(draft.name(), typed, "", false, List.of());
        int left = next.leftBehind();
        return left == 0
                ? Optional.empty()
                : Optional.of("Another address: its " + (left == 1 ? "key is" : left + " keys are")
                        + " not sent there. Paste the key of the new one.");
    }

    private void fill(OfferPicker.Pick pick) {
        filling = true;
        var called = pick.id();
        for (int i = 2; model.config().provider(called).isPresent(); i++) {
            called = pick.id() + "-" + i;
        }
        name.setValue(called);
        url.setValue(pick.baseUrl());
        region.setValue(pick.region());
        speaks.setValue(Catalogue.dialect(pick.baseUrl()));
        free.setValue(pick.free());
        models.setValue(String.join(", ", pick.models()));
        filling = false;
        changed();
        propose();
        reckon();
    }

    private void keysChanged(List<ProviderDraft.Key> next) {
        draft = draft.withKeys(next);
        reckon();
    }

    private void changed() {
        if (filling) {
            return;
        }
        draft = typed();
        keys.moved(draft.moved());
        if (testModel.valid().orElse("").isEmpty()) {
            propose();
        }
        reckon();
    }

    private void propose() {
        filling = true;
        testModel.start(proposed());
        filling = false;
    }

    private ProviderDraft typed() {
        return draft.with(name.valid().orElse(draft.name()), url.valid().orElse(draft.baseUrl()),
                region.valid().orElse(""), free.valid().orElse(false), split(models.valid().orElse("")))
                .speaking(dialect()).versioned(apiVersion.valid().orElse("")).inProject(project.valid().orElse(""));
    }

    private Dialect dialect() {
        return speaks.valid().orElse(draft.dialect());
    }

    private static String spoken(Dialect dialect) {
        return switch (dialect) {
            case OPENAI -> "OpenAI";
            case ANTHROPIC -> "Anthropic";
            case GEMINI -> "Gemini";
            case VERTEX -> "Vertex";
            case BEDROCK -> "Bedrock";
            case OLLAMA -> "Ollama";
        };
    }

    private static List<String> split(String text) {
        return Stream.of(text.split("[,\\s]+", -1)).filter(each -> !each.isEmpty()).distinct().toList();
    }

    private String proposed() {
        var known = Catalogue.byBaseUrl(draft.baseUrl());
        return known.map(CatalogueProvider::testModel).filter(each -> !each.isEmpty())
                .or(() -> draft.models().stream().filter(each -> each.contains("small")).findFirst())
                .or(() -> draft.models().stream().findFirst()).orElse("");
    }

    /// The cost is said before the call is made.
    private void reckon() {
        if (draft.baseUrl().isEmpty()) {
            trial.most("");
            return;
        }
        model.most(draft, testModel.valid().orElse(""), trial::most);
    }

    private void test() {
        keys.takeTyped();
        draft = typed();
        var asked = testModel.valid().orElse("").strip();
        trial.clear();
        if (url.valid().isEmpty() || draft.baseUrl().isEmpty()) {
            url.setValue(draft.baseUrl());
            url.control().requestFocus();
            return;
        }
        if (asked.isEmpty()) {
            trial.say(Mark.WARNING, "Type the name of a model it has first.");
            testModel.control().requestFocus();
            return;
        }
        model.test(draft, asked, trial.running());
    }

    private void save() {
        keys.takeTyped();
        if (!form.ready()) {
            return;
        }
        draft = typed().testedWith(testModel.valid().orElse("").strip());
        int left = draft.leftBehind();
        var before = draft.before();
        int stood = before.map(p -> model.config().providers().indexOf(p)).orElse(-1);
        var saved = draft;
        side.setBusy(true);
        model.save(saved, outcome -> {
            side.setBusy(false);
            switch (outcome) {
                case Outcome.Saved(var note) -> saved(saved.name(), before, stood, left, note);
                case Outcome.Refused(var why) -> side.setNotice(why);
                case Outcome.Clashed _ -> compare();
            }
        });
    }

    private void saved(String called, Optional<Provider> before, int stood, int left, String note) {
        var words = new ArrayList<String>();
        words.add("Provider " + called + (before.isEmpty() ? " added." : " saved."));
        if (left > 0) {
            words.add("Its " + (left == 1 ? "key was" : left + " keys were") + " cleared: the address is another.");
        }
        if (!note.isEmpty()) {
            words.add(note);
        }
        var after = model.config().provider(called);
        places.toast(String.join(" ", words), List.of(new Places.Undo("Undo",
                () -> model.save(new ProviderEdit(/* before= */ after, /* after= */ before, stood),
                        outcome -> told(called, outcome)))));
        leave();
    }

    private void told(String called, Outcome outcome) {
        places.toast(switch (outcome) {
            case Outcome.Saved _ -> "Provider " + called + " is as it was.";
            case Outcome.Refused(var why) -> why;
            case Outcome.Clashed _ -> "Provider " + called + " was changed meanwhile: nothing was taken back.";
        }, List.of());
    }

    /// Somebody else changed the provider that is edited here: both are shown before anything is lost.
    private void compare() {
        if (!open || draft.before().isEmpty()) {
            return;
        }
        var before = draft.before().get();
        var now = model.config().provider(before.name());
        if (now.equals(draft.before())) {
            return;
        }
        if (!isDirty()) {
            now.ifPresentOrElse(_ -> rebase(now), this::leave); // such as switched off or removed in the list
            return;
        }
        var theirs = now.map(p -> model.difference(before, p)).orElse("removed");
        var mine = Buttons.button("Keep mine", () -> rebase(now), "tg-row");
        var take = Buttons.button("Take theirs", () -> now.ifPresentOrElse(this::edit, this::leave), "tg-row");
        side.setNotice("Somebody else changed " + before.name() + " meanwhile. Theirs: " + theirs + ".",
                new Node[] {mine, take});
    }

    /// What is typed here goes on from what is in force now; what was not touched follows it.
    private void rebase(Optional<Provider> now) {
        keys.takeTyped();
        draft = draft.over(now);
        now.ifPresent(theirs -> {
            filling = true;
            url.rebase(theirs.baseUrl());
            region.rebase(theirs.region().orElse(""));
            apiVersion.rebase(theirs.apiVersion().orElse(""));
            project.rebase(theirs.project().orElse(""));
            speaks.rebase(theirs.dialect());
            free.rebase(theirs.free());
            models.rebase(String.join(", ", theirs.models()));
            filling = false;
            draft = typed();
        });
        keys.show(draft);
        side.clearNotice();
        reckon();
    }

    ProviderDraft draft() {
        return draft;
    }
}
