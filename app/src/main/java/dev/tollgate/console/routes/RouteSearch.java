package dev.tollgate.console.routes;

import dev.tollgate.gateway.config.Route;
import java.util.Arrays;
import java.util.Locale;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Finds routes by their name and by whom they ask: every word that is typed has to be in one of them.
final class RouteSearch {
    private final StringProperty typed = new SimpleStringProperty("");

    /// @param changed runs after other words were typed
    RouteSearch(Runnable changed) {
        typed.addListener((_, _, _) -> changed.run());
    }

    StringProperty typed() {
        return typed;
    }

    /// Whether nothing is looked for.
    boolean isIdle() {
        return typed.get().isBlank();
    }

    boolean finds(Route route) {
        if (isIdle()) {
            return true;
        }
        var text = new StringBuilder(route.name());
        route.targets()
                .forEach(target -> text.append(' ').append(target.provider()).append('/').append(target.model()));
        var all = text.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(typed.get().strip().toLowerCase(Locale.ROOT).split("\\s+", -1)).allMatch(all::contains);
    }
}
