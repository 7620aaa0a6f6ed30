package dev.tollgate.gateway.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Hands facts to whoever listens. Listeners run on the publisher's thread and must only store or count; thread-safe.
public final class Events {
    private static final System.Logger LOG = System.getLogger(Events.class.getName());

    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

    public void publish(Event event) {
        for (var listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException fault) { // neither the request nor the next listener is to suffer
                LOG.log(System.Logger.Level.WARNING, "an event was not taken", fault);
            }
        }
    }

    /// @return call it to stop listening
    public Runnable subscribe(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
