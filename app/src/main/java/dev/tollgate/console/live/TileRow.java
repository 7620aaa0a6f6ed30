package dev.tollgate.console.live;

import dev.tollgate.console.chart.NeedleGauge;
import dev.tollgate.console.chart.Sparkline;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.KpiTile;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The six tiles. A click opens what is behind the figure.
final class TileRow {
    private static final double NARROW = 150;
    private static final double ROOM_FOR_SPARK = 180;
    private static final long USD = 1_000_000_000_000L;
    private static final long LARGE = 1_000 * USD;
    private static final long MANY = 100_000 * USD;
    private static final TimeRange FIVE_MINUTES = TimeRange.live(Duration.ofMinutes(5));
    private static final TimeRange DAY = TimeRange.live(Duration.ofHours(24));

    private final KpiTile spend = new KpiTile("Spend today", 110);
    private final KpiTile burn = new KpiTile("Burn", 110);
    private final KpiTile velocity = new KpiTile("Velocity", 120);
    private final KpiTile trouble = new KpiTile("Trouble, 5 min", 110);
    private final KpiTile tightest = new KpiTile("Tightest budget", 120);
    private final KpiTile providers = new KpiTile("Providers", 100);

    private final Label reserved = plain();
    private final Label unpriced = toned("tg-text-warning");
    private final Node burns = Mark.CRITICAL.node(10);
    private final Label factor = plain();
    private final Label usual = plain();
    private final Label inOut = plain();
    private final Sparkline spark = Sparkline.tile();
    private final Label fallback = plain();
    private final Label billed = plain();
    private final Region between = new Region();
    private final Label budgetFigure = Styled.figure("");
    private final Label budgetOf = Styled.muted("");
    private final NeedleGauge gauge = NeedleGauge.row(90);
    private final Label budgetSub = plain();
    private final Label first = Styled.text("");
    private final Label second = Styled.text("");
    private final StackPane firstMark = new StackPane(Mark.OK.node());
    private final StackPane secondMark = new StackPane(Mark.RESTING.node());
    private final HBox firstLine = new HBox(4, firstMark, first);
    private final HBox secondLine = new HBox(4, secondMark, second);
    private final Map<StackPane, Mark> marks = new HashMap<>();
    private final Label rests = plain();
    private Optional<Figures> shown = Optional.empty();

    TileRow(Places places) {
        spend.setSub(false, reserved, unpriced);
        burn.setSub(true, burns, factor, usual);
        velocity.setSub(true, inOut);
        velocity.setGraphic(spark);
        HBox.setHgrow(between, Priority.ALWAYS);
        between.visibleProperty().bind(fallback.visibleProperty());
        between.managedProperty().bind(fallback.visibleProperty());
        trouble.setSub(false, fallback, between, billed);
        tightest();
        providersBody();
        blank();
        spend.setOnOpen(() -> places.open(Places.Name.SPEND, new View(DAY, Filter.NONE)));
        burn.setOnOpen(() -> places.open(Places.Name.SPEND, View.NOW));
        velocity.setOnOpen(() -> places.open(Places.Name.REQUESTS, View.NOW));
        trouble.setOnOpen(() -> places.open(Places.Name.REQUESTS, new View(FIVE_MINUTES, trouble())));
        tightest.setOnOpen(places::openBudgets);
        providers.setOnOpen(() -> places.open(Places.Name.REQUESTS, new View(TimeRange.LIVE_15_MIN, resting())));
        for (var tile : List.of(velocity, spend, trouble, tightest, burn)) {
            tile.widthProperty().addListener((_, _, _) -> shown.ifPresent(this::show));
        }
    }

    /// Before the first figures: no mark stands for what nobody knows yet.
    private void blank() {
        burns.setManaged(false);
        for (var mark : List.of(burns, spark, gauge, firstLine, secondLine)) {
            mark.setVisible(false);
        }
    }

    private static Label plain() {
        var label = new Label();
        label.setMinWidth(0);
        return label;
    }

    private static Label toned(String tone) {
        var label = plain();
        label.getStyleClass().add(tone);
        return label;
    }

    List<KpiTile> tiles() {
        return List.of(spend, burn, velocity, trouble, tightest, providers);
    }

    private void tightest() {
        var figures = new HBox(6, budgetFigure, budgetOf);
        figures.setAlignment(Pos.BASELINE_LEFT);
        gauge.setMaxWidth(Double.MAX_VALUE);
        List.of(budgetFigure, budgetOf).forEach(label -> {
            var whole = new Tooltip();
            whole.textProperty().bind(label.textProperty());
            label.setTooltip(whole);
        });
        var body = new VBox(figures, gauge);
        body.setFillWidth(true);
        budgetSub.setTooltip(new Tooltip(NeedleGauge.PROJECTED));
        tightest.setBody(body);
        tightest.setSub(true, budgetSub);
    }

    private void providersBody() {
        firstLine.setAlignment(Pos.CENTER_LEFT);
        secondLine.setAlignment(Pos.CENTER_LEFT);
        providers.setBody(new VBox(2, firstLine, secondLine));
        providers.setSub(true, rests);
    }

    private Filter trouble() {
        var some = shown.map(Figures::trouble);
        if (some.filter(t -> t.errors() > 0).isPresent()) {
            return new Filter(Map.of(Dimension.OUTCOME, Set.of("failed", "interrupted",
                    "invalid_output")), Map.of(), OptionalLong.empty(), Optional.empty());
        }
        return some.filter(t -> t.fallbacks() > 0).isPresent()
                ? new Filter(Map.of(), Map.of(),
                        OptionalLong.empty(), Optional.of(true))
                : Filter.NONE;
    }

    private Filter resting() {
        return shown.map(Figures::providers).filter(p -> !p.first().isEmpty())
                .map(p -> Filter.NONE.with(Dimension.PROVIDER, p.first())).orElse(Filter.NONE);
    }

    void show(Figures now) {
        shown = Optional.of(now);
        spend(now.spend());
        burn(now.burn(), now.velocity().input() + now.velocity().output() > 0);
        velocity(now.velocity());
        trouble(now.trouble());
        now.tightest().ifPresentOrElse(this::budget, this::noBudget);
        providers(now.providers());
    }

    private void spend(Figures.Spend now) {
        var day = now.zone().isEmpty() ? "today" : "today (" + now.zone() + ")";
        spend.setTitle("Spend " + day, now.zone().isEmpty() ? day : "Spend (" + now.zone() + ")");
        spend.setValue(Money.sum(now.picos()), "");
        show(reserved, () -> "res. " + Money.sum(now.reserved()), true);
        show(unpriced, () -> "+ " + tokens(now.unpriced()) + " unpriced", now.unpriced() > 0);
        if (now.unpriced() == 0) {
            shorter(spend, reserved, () -> "res. $" + Format.tokens(now.reserved() / (double) USD));
        } else if (!spend.fits(reserved, unpriced)) {
            show(reserved, () -> "", false);
            shorter(spend, unpriced, () -> tokens(now.unpriced()) + " unpriced");
        }
    }

    private static void shorter(KpiTile tile, Label only, Supplier<String> words) {
        if (!tile.fits(only)) {
            only.setText(words.get());
        }
    }

    private static void shorter(KpiTile tile, Label first, Label then, Supplier<String> words) {
        if (!tile.fits(first, then)) {
            then.setText(words.get());
        }
    }

    /// @param calls whether tokens flow, which then cost nothing
    private void burn(Figures.Burn now, boolean calls) {
        boolean idle = now.picosPerHour() <= 0;
        burn.setHot(now.hot());
        burn.setValue(idle ? Format.NONE : "≈" + amount(now.picosPerHour()), idle ? "" : "/h");
        burns.setVisible(now.hot());
        burns.setManaged(now.hot());
        tone(factor, "tg-text-danger", now.hot());
        tone(factor, "tg-strong", now.hot());
        tone(factor, "tg-text-warning", now.unpriced());
        boolean known = Double.isFinite(now.factor());
        factor.setText(now.unpriced()
                ? "unpriced calls"
                : idle
                        ? calls ? "calls are free" : "nothing burns"
                        : known ? Format.factor(now.factor()) + " usual" : "no usual yet");
        show(usual, () -> Money.perHour(Math.round(now.usualPicosPerHour())),
                known && !idle && now.usualPicosPerHour() > 0 && burn.room() >= NARROW);
    }

    /// In whole dollars where the tile is narrow; beyond what any tile can hold, in thousands.
    private String amount(long picos) {
        if (burn.room() < NARROW && picos >= LARGE && picos < MANY) {
            return "$" + Format.count(Math.round(picos / (double) USD));
        }
        return picos < MANY ? Money.sum(picos) : "$" + Format.tokens(picos / (double) USD);
    }

    private void velocity(Figures.Velocity now) {
        boolean idle = now.input() + now.output() == 0;
        velocity.setValue(idle ? Format.NONE : tokens(now.input() + now.output()), idle ? "" : "/min");
        inOut.setText(tokens(now.input()) + " in · " + tokens(now.output()) + " out");
        shorter(velocity, inOut, () -> tokens(now.input()) + " in");
        boolean room = velocity.room() >= ROOM_FOR_SPARK;
        spark.setVisible(room);
        spark.setManaged(room);
        if (room) {
            spark.set(now.spark(), 1);
        }
    }

    private void trouble(Figures.Trouble now) {
        boolean none = now.requests() == 0;
        trouble.setValue(none ? Format.NONE : Format.share((double) now.errors() / now.requests()),
                none ? "" : "errors");
        show(fallback, () -> none
                ? "no call ended"
                : "fallback " + Format.share((double) now.fallbacks()
                        / now.requests()),
                true);
        show(billed, () -> tokens(now.billedTokens()) + " billed", now.billedTokens() > 0);
        if (now.billedTokens() > 0 && !trouble.fits(fallback, between, billed)) {
            show(fallback, () -> "", false);
        } else if (!none) {
            shorter(trouble, fallback, () -> Format.share((double) now.fallbacks() / now.requests()) + " fell");
        }
    }

    private void budget(Figures.Tight now) {
        tightest.setTitle(tightest.room() < ROOM_FOR_SPARK ? "Tightest" : "Tightest budget");
        tightest.setCorner(Format.elide(now.who(), 16) + ", " + now.window());
        budgetFigure.setText(now.say(now.settled()));
        budgetOf.setText("of " + now.say(now.limit()) + now.counted());
        if (!tightest.fits(budgetFigure, budgetOf)) {
            budgetFigure.setText(now.brief(now.settled()));
            budgetOf.setText("of " + now.brief(now.limit()));
        }
        shorter(tightest, budgetFigure, budgetOf, () -> "of " + now.brief(now.limit()).replace(".00", ""));
        shorter(tightest, budgetFigure, budgetOf, () -> "");
        gauge.setVisible(true);
        var reading = new NeedleGauge.Reading(now.settled(), now.reserved(), now.projected(), now.limit());
        gauge.measure(now::say, now.say(0));
        gauge.set(reading);
        tone(budgetSub, "tg-text-danger", now.blocked() || now.refusing());
        budgetSub.setText(said(now));
        shorter(tightest, budgetSub, () -> brief(now));
        tightest.setAccessibleText("Tightest budget " + now.name() + ": " + gauge.getAccessibleText() + now.counted());
    }

    private static String said(Figures.Tight now) {
        if (now.blocked()) {
            return now.ends().isEmpty() ? "used up: calls are refused" : "used up, opens " + now.ends();
        }
        if (now.refusing()) {
            return "no room for the last call" + (now.ends().isEmpty() ? "" : ", opens " + now.ends());
        }
        return now.projected() > 0
                ? "≈" + now.say(now.projected()) + " by " + now.ends()
                : now.say(Math.max(0, now.limit() - now.settled() - now.reserved())) + " left";
    }

    private static String brief(Figures.Tight now) {
        return now.blocked()
                ? "used up"
                : now.refusing()
                        ? "no room for a call"
                        : now.projected() > 0 ? "≈" + now.say(now.projected()) : said(now);
    }

    private void noBudget() {
        tightest.setCorner("");
        budgetFigure.setText(Format.NONE);
        budgetOf.setText("");
        gauge.setVisible(false);
        budgetSub.setText("no budget is set");
    }

    private void providers(Figures.Providers now) {
        boolean called = now.ok() + now.resting() + now.probing() > 0;
        firstLine.setVisible(true);
        first.setText(called ? now.ok() + " ok" : now.unused() == 0 ? "none set up" : now.unused() + " not called");
        mark(firstMark, called ? Mark.OK : Mark.IDLE);
        int away = now.resting() + now.probing();
        secondLine.setVisible(away > 0 || (called && now.unused() > 0));
        mark(secondMark, away > 0 ? Mark.RESTING : Mark.IDLE);
        second.setText(now.resting() > 0
                ? now.resting() + " resting"
                : away > 0
                        ? now.probing() + " probing"
                        : now.unused() + " not called");
        long seconds = now.comesBack().plusMillis(999).toSeconds();
        rests.setText(away == 0
                ? ""
                : seconds > 0
                        ? now.first() + ", " + Format.age(Duration.ofSeconds(seconds))
                        : now.first() + ", next call tries");
        shorter(providers, rests, () -> seconds > 0 ? Format.age(Duration.ofSeconds(seconds)) : "next tries");
        providers.setAccessibleText("Providers: " + first.getText() + (secondLine.isVisible()
                ? ", " + second.getText()
                : "") + " " + rests.getText());
    }

    private static String tokens(long count) {
        return Format.tokens((double) count);
    }

    private void mark(StackPane place, Mark mark) {
        if (marks.put(place, mark) != mark) {
            place.getChildren().setAll(mark.node());
        }
    }

    private static void show(Label label, Supplier<String> text, boolean visible) {
        label.setVisible(visible);
        label.setManaged(visible);
        label.setText(visible ? text.get() : "");
    }

    private static void tone(Label label, String styleClass, boolean on) {
        boolean has = label.getStyleClass().contains(styleClass);
        if (on && !has) {
            label.getStyleClass().add(styleClass);
        } else if (!on && has) {
            label.getStyleClass().remove(styleClass);
        }
    }
}
