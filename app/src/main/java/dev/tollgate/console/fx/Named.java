package dev.tollgate.console.fx;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// How the choices of a box are called that one only chooses from.
///
/// @param <T> a choice
public final class Named<T> extends StringConverter<T> {
    private final Function<? super T, String> name;

    public Named(Function<? super T, String> name) {
        this.name = name;
    }

    @Override
    public String toString(@Nullable T value) {
        return value == null ? "" : name.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("nothing is typed here");
    }
}
