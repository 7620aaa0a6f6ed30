package dev.tollgate.gateway.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Hands facts to whoever listens. Listeners run on the publisher's thread and must only store or count; thread-safe.
public final class Events {
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

    public void publish(Event event) {
        for (var listener : listeners) {
            listener.accept(event);
        }
    }

    /// @return call it to stop listening
    public Runnable subscribe(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
