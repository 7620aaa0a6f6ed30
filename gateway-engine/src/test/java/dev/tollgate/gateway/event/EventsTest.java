package dev.tollgate.gateway.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a listener does is its own affair.
class EventsTest {
    @Test
    void aListenerThatFailsHarmsNeitherTheTellerNorTheOthers() {
        var heard = new ArrayList<Event>();
        var events = new Events();
        events.subscribe(_ -> {
            throw new IllegalStateException("on purpose");
        });
        events.subscribe(heard::add);
        var told = new Event.Committed(Instant.EPOCH, 1);
        events.publish(told);
        assertEquals(List.of(told), heard);
    }
}
