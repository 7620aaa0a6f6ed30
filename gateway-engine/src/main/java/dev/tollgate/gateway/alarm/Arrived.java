package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Flight;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What calls have told and nobody has counted yet. Any thread may add; [Detector]'s owner guards the counting.
final class Arrived {
    private final Queue<Flight> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Entry> settled = new ConcurrentLinkedQueue<>();

    void asked(Flight flight) {
        asked.add(flight);
    }

    void settled(Entry entry) {
        settled.add(entry);
    }

    void count(Detector detector, long millis) {
        for (var flight = asked.poll(); flight != null; flight = asked.poll()) {
            detector.asked(Caller.of(flight.view()), flight.asked(), millis);
        }
        for (var entry = settled.poll(); entry != null; entry = settled.poll()) {
            detector.settled(entry, millis);
        }
    }
}
