package dev.tollgate.console.alarms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.alarm.ChannelState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A webhook that nobody answers is said on every tab of the page.
class DeadWebhookTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void whatHappenedWhatItMeansAndWhatToDo() {
        var well = new ChannelState("log", Optional.of(NOW), Optional.empty(), Optional.empty(), 0, 0);
        var dead =
                new ChannelState("ops", Optional.empty(), Optional.of("nothing listens there; is the server running?"),
                        Optional.of(NOW), 2, 1);
        assertEquals(
                Optional.of("Webhook ops: nothing listens there; is the server running? Alarms are raised on screen"
                        + " all the same; 2 waiting to be told, 1 given up. Check its address under Channels."),
                RulesTab.dead(picture(well, dead)));
        assertEquals(Optional.empty(), RulesTab.dead(picture(well)));
    }

    private static Picture picture(ChannelState... channels) {
        return new Picture(NOW, List.of(), List.of(), List.of(channels), Set.of(), NOW, Optional.empty());
    }
}
