package dev.tollgate.console.shots;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Dimension;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The pictures' past and present fit together.
class StagedHomeTest {
    @Test
    void anOrdinaryMomentIsUsual() throws IOException {
        try (var home = StagedHome.of(Situation.TYPICAL)) {
            var tempos = home.gateway().alarms().tempos(Dimension.KEY);
            assertTrue(tempos.size() >= 4, tempos.toString());
            tempos.forEach((key, tempo) -> assertTrue(tempo.times() > 0.2 && tempo.times() < 3, key + " " + tempo));
            assertTrue(home.gateway().alarms().open().isEmpty(), home.gateway().alarms().open().toString());
        }
    }

    @Test
    void inAnIncidentOnlyTheLoopRunsAway() throws IOException {
        try (var home = StagedHome.of(Situation.INCIDENT)) {
            home.gateway().alarms().tempos(Dimension.KEY).forEach((key, tempo) -> assertTrue(
                    key.equals("agent-dev") ? tempo.times() > 5 : tempo.times() < 3, key + " " + tempo));
            var own = home.gateway().budgets().stream().filter(each -> each.name().equals("agent-dev")).findFirst()
                    .orElseThrow();
            assertTrue(own.projected().orElse(0) > own.limit(), "what runs away runs out: " + own);
        }
    }
}
