package dev.tollgate.console.smoke;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.Read;
import dev.tollgate.console.fx.form.Texts;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.smoke.SmokeAsk;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// What is run, about what it costs, and how far a run is.
final class Toolbar extends HBox {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private final SmokeModel model;
    private final MenuButton checks = new MenuButton();
    private final Map<Check, CheckBox> boxes = new EnumMap<>(Check.class);
    private final Label estimate = Styled.muted("");
    private final Tooltip estimateTip = new Tooltip();
    private final TextField ceiling = new TextField(Texts.printUsd(
            OptionalLong.of(SmokeAsk.USUAL_CEILING)));
    private final Label ceilingLabel = Styled.muted("ceiling $");
    private final Button run;
    private final ProgressBar progress = new ProgressBar(0);
    private final Label at = Styled.muted("");
    private final Button cancel;
    private final Region gap = new Region();

    Toolbar(SmokeModel model) {
        super(8);
        this.model = model;
        setAlignment(Pos.CENTER_LEFT);
        setMinHeight(28);
        run = Buttons.button(Icon.PLAY, "Run selected", model::runChosen, "accent");
        run.setId("smoke-run");
        run.setMinWidth(USE_PREF_SIZE);
        cancel = Buttons.button(Icon.CLOSE, "Cancel", model::cancel, "button-outlined");
        cancel.setId("smoke-cancel");
        cancel.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(gap, Priority.ALWAYS);
        checksMenu();
        estimate();
        ceiling();
        progress.setPrefWidth(160);
        progress.setMinWidth(80);
        progress.setAccessibleText("How far the test is");
        at.setMinWidth(0);
        at.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        model.planned().addListener(_ -> told());
        model.trouble().addListener(_ -> told());
        model.running().addListener((_, _, now) -> show(now));
        show(Optional.empty());
        told();
    }

    private void checksMenu() {
        checks.setAccessibleText("Which checks are run");
        checks.setMinWidth(USE_PREF_SIZE);
        for (var check : Check.values()) {
            var box = new CheckBox(check.title() + " – " + check.meaning());
            box.setSelected(true);
            box.setOnAction(_ -> chosen());
            boxes.put(check, box);
            var item = new CustomMenuItem(box, false);
            checks.getItems().add(item);
        }
        chosen();
    }

    private void chosen() {
        var next = EnumSet.noneOf(Check.class);
        boxes.forEach((check, box) -> {
            if (box.isSelected()) {
                next.add(check);
            }
        });
        int count = next.size();
        checks.setText(count == boxes.size() ? "All checks" : count + " of " + boxes.size() + " checks");
        model.checks().set(next);
    }

    private void estimate() {
        estimate.setId("smoke-estimate");
        estimate.setMinWidth(60);
        estimate.setTextOverrun(OverrunStyle.ELLIPSIS);
        estimateTip.setWrapText(true);
        estimateTip.setMaxWidth(360);
        estimate.setTooltip(estimateTip);
    }

    private void ceiling() {
        ceiling.setId("smoke-ceiling");
        ceiling.setPrefWidth(64);
        ceiling.setMinWidth(64);
        ceiling.setAccessibleText("Ceiling of a run in US dollars");
        ceilingLabel.setLabelFor(ceiling);
        ceilingLabel.setMinWidth(USE_PREF_SIZE);
        ceiling.textProperty().addListener((_, _, typed) -> {
            long picos = Texts.usd(typed) instanceof Read.Good<OptionalLong>(var value) ? value.orElse(0) : 0;
            ceiling.pseudoClassStateChanged(DANGER, picos <= 0);
            model.ceiling().set(picos);
        });
    }

    private void told() {
        var plan = model.planned().get();
        boolean wrong = !model.trouble().get().isEmpty();
        estimate.setText(wrong ? model.trouble().get() : plan.map(Labels::plan).orElse(""));
        estimateTip.setText(wrong ? model.trouble().get() : plan.map(Labels::planInFull).orElse(""));
        run.setDisable(plan.isEmpty());
    }

    private void show(Optional<SmokeRun> now) {
        if (now.isEmpty()) {
            getChildren().setAll(List.of(checks, gap, estimate, ceilingLabel, ceiling, run));
            return;
        }
        var going = now.get();
        progress.setProgress(going.checks() == 0 ? 0 : (double) going.cells().size() / going.checks());
        at.setText(going.cells().size() + " of " + going.checks() + " checks, " + going.calls() + " calls, "
                + Labels.cost(going.picos(), going.unpriced()) + " · " + SmokeModel.at(going));
        if (!getChildren().contains(cancel)) {
            getChildren().setAll(List.of(progress, at, gap, cancel));
        }
    }
}
