package dev.tollgate.console.fx.form;

import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Control;

/// The control of a field, with what is read from it and written into it.
///
/// @param node what stands in the form
/// @param focus what takes the keyboard and carries the accessible name
/// @param onChange hands over what is to run at every change of what `read` gives
/// @param lock switches between editing and only reading
/// @param <T> what is edited
record Input<T>(Node node, Control focus, Supplier<Read<T>> read, Consumer<T> write, Consumer<Runnable> onChange,
        Consumer<Boolean> lock) {}
