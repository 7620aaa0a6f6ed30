package dev.tollgate.console.fx;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A part of a page that most visits never see, made when somebody first asks for it. JavaFX thread.
///
/// @param <T> what is made
public final class AtFirstUse<T> implements Supplier<T> {
    private final Supplier<T> make;
    private @Nullable T made;

    public AtFirstUse(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public T get() {
        var known = made;
        if (known == null) {
            known = make.get();
            made = known;
        }
        return known;
    }

    /// Empty until somebody has asked for it.
    public Optional<T> ifMade() {
        return Optional.ofNullable(made);
    }
}
