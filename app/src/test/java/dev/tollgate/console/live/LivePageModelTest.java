package dev.tollgate.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.alarm.Tempo;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.term.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// The page's model over the scenes of the mock-ups, without a toolkit.
class LivePageModelTest {
    private static LivePageModel over(String scene) {
        var scenes = new Scenes(scene);
        var model = new LivePageModel(scenes);
        model.tick(scenes.snapshot());
        return model;
    }

    private static Figures figures(LivePageModel model) {
        return Objects.requireNonNull(model.figures().get());
    }

    @Test
    void theIncidentIsHotAndItsRowBurns() {
        var model = over("incident");
        assertTrue(figures(model).burn().hot());
        assertTrue(figures(model).burn().factor() > 3);
        var top = model.burners().rows().getFirst().row();
        assertEquals("agent-dev", top.name());
        assertTrue(top.burning());
        assertEquals(1, model.burners().rows().stream().filter(one -> one.row().burning()).count());
    }

    /// One definition of usual: the row does not say 9× where the alarm about the same key says 12.5×.
    @Test
    void aRowSaysHowManyTimesUsualAsItsAlarmDoes() {
        var scenes = new Scenes("incident");
        scenes.tempos(Map.of("agent-dev", new Tempo(250_000, 20_000)));
        var model = new LivePageModel(scenes);
        model.tick(scenes.snapshot());
        var top = model.burners().rows().getFirst().row();
        assertEquals("agent-dev", top.name());
        assertEquals(12.5, top.times(), 1e-9);
        var other = model.burners().rows().stream().map(Ranking.Burner::row).filter(row -> !row.isIdle())
                .filter(row -> !row.name().equals("agent-dev")).findFirst().orElseThrow();
        assertEquals(other.pace().factor(), other.times(), "no rule has watched it long enough");
    }

    @Test
    void aChannelThatIsTriedMarksNothing() {
        var happenings = over("typical").happenings();
        happenings.heard(new Event.Acted(Scenes.NOW, "console", "test", "channel ops"));
        assertEquals(List.of(), happenings.until(Scenes.NOW));
        happenings.heard(new Event.Acted(Scenes.NOW, "console", "pause", "web"));
        assertEquals(1, happenings.until(Scenes.NOW).size());
    }

    @Test
    void aCalmDayIsNotHot() {
        var model = over("typical");
        assertFalse(figures(model).burn().hot());
        assertTrue(model.burners().rows().stream().noneMatch(one -> one.row().burning()));
        assertEquals("web", figures(model).tightest().orElseThrow().name());
    }

    @Test
    void theTightestBudgetIsTheOneNearestItsEndWhateverItCounts() {
        var scenes = new Scenes("typical");
        var now = scenes.snapshot();
        var tokens = new BudgetState("nightly", "nightly", Budget.Unit.TOKENS, "day", Scenes.NOW, Optional.empty(),
                2_000_000, 1_900_000, 40_000, 1, OptionalLong.of(40_000_000), BudgetState.OK, 0, Optional.empty(), 0,
                Optional.empty(), Optional.empty(), false);
        var budgets = new ArrayList<>(now.budgets());
        budgets.add(tokens);
        var model = new LivePageModel(scenes);
        model.tick(new LiveSnapshot(now.at(), now.status(), now.counts(), now.flights(), now.targets(), budgets,
                now.ledger(), now.pauses(), now.today(), now.alarms(), now.refusedFile()));
        var tightest = figures(model).tightest().orElseThrow();
        assertEquals("nightly", tightest.name());
        assertEquals("1.90M of 2.00M tokens", tightest.say(tightest.settled()) + " of "
                + tightest.say(tightest.limit()) + tightest.counted());
    }

    /// The pace of a single key is known here too, but the page Budgets would then say something else.
    @Test
    void aBudgetIsProjectedAsTheEngineProjectsIt() {
        var scenes = new Scenes("typical");
        var now = scenes.snapshot();
        var web = new BudgetState("web-week", "web", Budget.Unit.USD, "week", Scenes.NOW,
                Optional.of(Scenes.NOW.plusSeconds(36_000)), 100, 20, 0, 0, OptionalLong.of(77), BudgetState.OK, 0,
                Optional.empty(), 0, Optional.empty(), Optional.empty(), false);
        var model = new LivePageModel(scenes);
        model.tick(new LiveSnapshot(now.at(), now.status(), now.counts(), now.flights(), now.targets(), List.of(web),
                now.ledger(), now.pauses(), now.today(), now.alarms(), now.refusedFile()));
        assertEquals(77, figures(model).tightest().orElseThrow().projected());
    }

    @Test
    void aPausedKeyStaysWithItsRefusals() {
        var row = over("incident").burners().rows().stream().map(Ranking.Burner::row)
                .filter(one -> one.name().equals("ci-tests")).findFirst().orElseThrow();
        assertEquals(212, row.paused().orElseThrow().refused());
    }

    @Test
    void anEmptyHomeIsUntouched() {
        var model = over("empty");
        assertTrue(model.isUntouched());
        assertEquals(0, figures(model).trouble().requests());
        assertEquals(4, figures(model).providers().unused());
    }

    @Test
    void heldTheFlightsStandStill() {
        var scenes = new Scenes("typical");
        var model = new LivePageModel(scenes);
        model.tick(scenes.snapshot());
        var chart = model.chart().get();
        model.hold();
        model.tick(scenes.snapshot(Scenes.NOW.plusSeconds(30)));
        assertEquals("67 s", model.flights().rows().getFirst().row().age());
        assertSame(chart, model.chart().get());
        model.hold();
        model.tick(scenes.snapshot(Scenes.NOW.plusSeconds(31)));
        assertEquals("98 s", model.flights().rows().getFirst().row().age());
        assertNotSame(chart, model.chart().get());
    }

    @Test
    void theFilterOfTheFrameHoldsHereToo() {
        var scenes = new Scenes("typical");
        var model = new LivePageModel(scenes);
        model.filter(Filter.NONE.with(Dimension.KEY, "web"));
        model.tick(scenes.snapshot());
        assertEquals(List.of("web"), model.burners().rows().stream().map(one -> one.row().name()).toList());
        assertTrue(model.flights().rows().stream().allMatch(slot -> slot.row().key().equals("web")));
        assertEquals(1, Objects.requireNonNull(model.chart().get()).series().size());
    }

    @Test
    void sixLinesAndOneForTheOthers() {
        var chart = Objects.requireNonNull(over("huge").chart().get());
        assertEquals(7, chart.series().size());
        assertEquals("189 others", chart.series().getLast().name());
        assertEquals(7, chart.sixAndOthers().series().size());
    }

    @Test
    void aDigestIsMadeTwiceASecondAndNotMore() {
        var scenes = new Scenes("typical");
        var model = new LivePageModel(scenes);
        int[] charts = {0};
        model.chart().addListener((_, _, _) -> charts[0]++);
        for (int i = 0; i <= 50; i++) {
            model.tick(scenes.snapshot(Scenes.NOW.plus(Scenes.tick().multipliedBy(i))));
        }
        assertEquals(11, charts[0]);
    }

    @Test
    void whatWasDoneIsMarkedOnce() {
        var scenes = new Scenes("typical");
        var model = new LivePageModel(scenes);
        for (int i = 0; i < 3; i++) {
            model.happenings().heard(new Event.Acted(Scenes.NOW.minusSeconds(9 - i), "console", "pause", "web"));
        }
        model.tick(scenes.snapshot());
        var markers = Objects.requireNonNull(model.chart().get()).markers();
        assertEquals(List.of("web paused"), markers.stream().map(one -> one.text()).toList());
    }

    @Test
    void withoutTicksItSaysSinceWhenItIsBlind() {
        var model = over("typical");
        model.lost();
        assertTrue(model.blind().get().startsWith("no data since "));
    }

    @Test
    void aRunawayRightAfterTheStartIsHotOnceTheLedgerIsAsked() {
        var scenes = new Scenes("young");
        var blank = new LivePageModel(scenes);
        blank.tick(scenes.snapshot());
        assertFalse(figures(blank).burn().hot(), "no usual yet");
        scenes.before(
                new Before(Map.of("agent-dev", new Before.Rate(30_000, 1e10), "web", new Before.Rate(14_800, 3e9))));
        var model = new LivePageModel(scenes);
        model.tick(scenes.snapshot());
        model.tick(scenes.snapshot());
        assertTrue(figures(model).burn().hot());
        assertEquals("agent-dev", model.burners().rows().getFirst().row().name());
        assertTrue(model.burners().rows().getFirst().row().burning());
    }
}
