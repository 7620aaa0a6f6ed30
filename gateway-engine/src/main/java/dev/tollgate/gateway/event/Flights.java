package dev.tollgate.gateway.event;

import dev.tollgate.gateway.time.Time;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What is running now. Thread-safe; reading takes no lock.
public final class Flights {
    private final ConcurrentHashMap<String, Flight> running = new ConcurrentHashMap<>();
    private final Time time;
    private volatile Consumer<Flight> asked = _ -> {};

    public Flights(Time time) {
        this.time = time;
    }

    /// Closing the flight takes it out again.
    public Flight begin(String id, String key) {
        var flight = new Flight(this, id, key, time.instant());
        running.put(id, flight);
        return flight;
    }

    /// Tells each flight once, as soon as its caller and route are known, at the latest when it lands. The listener runs on
    /// the request's thread and must only store.
    public void onAsked(Consumer<Flight> listener) {
        asked = listener;
    }

    void asked(Flight flight) {
        asked.accept(flight);
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
