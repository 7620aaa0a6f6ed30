package dev.tollgate.console.settings;

import dev.tollgate.console.fx.form.Field;
import java.util.Locale;
import java.util.Optional;

/// A field and the place of the configuration it edits: what the engine refuses there is said below it, until something
/// else is typed.
///
/// @param <T> what is edited
final class Setting<T> {
    private final String path;
    private final Field<T> field;
    private Optional<T> refused = Optional.empty();
    private String why = "";

    Setting(String path, Field<T> field) {
        this.path = path;
        this.field = field;
        field.checked(value -> refused.filter(value::equals).map(_ -> why));
    }

    Field<T> field() {
        return field;
    }

    boolean at(String place) {
        return place.equals(path) || place.startsWith(path + "[") || place.startsWith(path + ".");
    }

    void refuse(String message) {
        refused = field.valid();
        why = first(sentence(message));
        field.judge();
    }

    /// The whole stands above the form; below the field there is room for what is wrong.
    private static String first(String sentences) {
        int end = sentences.indexOf(". ");
        return end < 0 ? sentences : sentences.substring(0, end + 1);
    }

    /// Problems are written to stand behind a path; here they stand alone.
    static String sentence(String message) {
        var first = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return first.endsWith(".") ? first : first + ".";
    }
}
