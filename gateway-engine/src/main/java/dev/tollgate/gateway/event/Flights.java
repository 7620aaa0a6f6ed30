package dev.tollgate.gateway.event;

import dev.tollgate.gateway.time.Time;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What is running now. Thread-safe; reading takes no lock.
public final class Flights {
    private final ConcurrentHashMap<String, Flight> running = new ConcurrentHashMap<>();
    private final Time time;

    public Flights(Time time) {
        this.time = time;
    }

    /// Closing the flight takes it out again.
    public Flight begin(String id, String key) {
        var flight = new Flight(this, id, key, time.instant());
        running.put(id, flight);
        return flight;
    }

    void landed(Flight flight) {
        running.remove(flight.id());
    }

    public Optional<Flight> find(String id) {
        return Optional.ofNullable(running.get(id));
    }

    public Collection<Flight> all() {
        return running.values();
    }

    public List<FlightView> views() {
        return running.values().stream().map(Flight::view).toList();
    }

    public int size() {
        return running.size();
    }
}
