package dev.tollgate.console.shell;

import dev.tollgate.console.feed.Snippets;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.config.Route;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.MenuItem;

/// What the status bar has to copy: the address, and snippets for clients. Snippets name a variable instead of a key,
/// since a key is shown once, when it is made.
final class CopyMenu {
    private CopyMenu() {}

    static MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setOnAction(_ -> action.run());
        return item;
    }

    static MenuItem[] items(Gateway gateway, Supplier<String> baseUrl, Consumer<String> told) {
        var items = new ArrayList<MenuItem>();
        items.add(item("Base URL", () -> Buttons.put(baseUrl.get())));
        for (var name : Snippets.of("", Optional.empty(), "").stream().map(Snippets.Snippet::name).toList()) {
            items.add(item(name + " snippet",
                    () -> Snippets.of(baseUrl.get(), Optional.empty(), model(gateway)).stream()
                            .filter(snippet -> snippet.name().equals(name)).map(Snippets.Snippet::text)
                            .forEach(Buttons::put)));
        }
        var admin = gateway.home().resolve("admin.key").toString();
        items.add(item("Where the admin key is", () -> {
            Buttons.put(admin);
            told.accept("Copied the path of the admin key: " + admin);
        }));
        return items.toArray(MenuItem[]::new);
    }

    /// A name that a call can use: a route's, else a provider's own model.
    private static String model(Gateway gateway) {
        var config = gateway.config();
        return config.routes().stream().map(Route::name).filter(route -> route.indexOf('*') < 0).findFirst()
                .or(() -> config.providers().stream().flatMap(provider -> provider.models().stream()).findFirst())
                .orElse("MODEL");
    }
}
