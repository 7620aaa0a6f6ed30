package dev.tollgate.console.shell;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.gateway.control.Control;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/// The one list that feeds palette, keys and key sheet.
final class Actions {
    static final String STOP = "Stop";

    private Actions() {}

    static List<Action> of(Shell shell) {
        var all = new ArrayList<Action>();
        pages(shell, all);
        stops(shell, all);
        views(shell, all);
        settings(shell, all);
        return List.copyOf(all);
    }

    private static void pages(Shell shell, List<Action> all) {
        for (var name : Places.Name.values()) {
            all.add(Action.of("Page", Rail.title(name), () -> shell.open(name, shell.view()))
                    .keys(shortcut(code(Rail.number(name)))).letter(Rail.number(name)));
        }
        all.add(Action.of("Page", "Providers", () -> shell.openTab(Places.Name.ROUTES, "Providers")));
        all.add(Action.of("Page", "First run", shell::openSetup).when(() -> !shell.demo()));
    }

    private static void stops(Shell shell, List<Action> all) {
        var stops = shell.stops();
        all.add(Action.of(STOP, "Stop sheet", shell::toggleStop).keys(shifted(KeyCode.S)));
        all.add(Action.of(STOP, "Pause all new calls", () -> stops.pause(Control.EVERYTHING))
                .keys(shifted(KeyCode.PERIOD)).when(() -> !shell.pausedAll()));
        all.add(Action.of(STOP, "Cut all in flight …", () -> shell.stopAll(Stops.Kind.CUT)));
        all.add(Action.of(STOP, "Pause and cut everything …", () -> shell.stopAll(Stops.Kind.PAUSE_AND_CUT)));
        all.add(Action.of(STOP, "Resume", stops::resumeAll).when(shell::paused));
    }

    private static void views(Shell shell, List<Action> all) {
        all.add(Action.of("View", "Palette", shell::palette).keys(shortcut(KeyCode.K)).when(() -> !shell.covered()));
        all.add(Action.of("View", "Filter", () -> shell.filterField().focus()).keys(shortcut(KeyCode.F)).letter("/")
                .when(() -> shell.filterField().isUsable()));
        all.add(Action.of("View", "Back to live", shell::live).letter("L"));
        all.add(Action.of("View", "Custom time window …", shell::customWindow));
        all.add(Action.of("View", "One view back", () -> shell.travel(-1))
                .keys(new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN)));
        all.add(Action.of("View", "One view forward", () -> shell.travel(1))
                .keys(new KeyCodeCombination(KeyCode.RIGHT, KeyCombination.ALT_DOWN)));
        all.add(Action.of("View", "Next pane", () -> shell.pane(1)).keys(new KeyCodeCombination(KeyCode.F6)));
        all.add(Action.of("View", "Previous pane", () -> shell.pane(-1))
                .keys(new KeyCodeCombination(KeyCode.F6, KeyCombination.SHIFT_DOWN)));
        all.add(Action.of("View", "Undo", shell::undo).keys(shortcut(KeyCode.Z)).when(shell::undoable));
        all.add(Action.of("View", "Keyboard", shell::keySheet).keys(new KeyCodeCombination(KeyCode.F1)).letter("?"));
    }

    private static void settings(Shell shell, List<Action> all) {
        all.add(Action.of("Theme", "Theme: light", () -> shell.theme(Theme.LIGHT)));
        all.add(Action.of("Theme", "Theme: dark", () -> shell.theme(Theme.DARK)));
        all.add(Action.of("Theme", "Theme: as the system", () -> shell.theme(Theme.SYSTEM)));
        all.add(Action.of("Connect", "Copy base URL", () -> {
            Buttons.put(shell.baseUrl());
            shell.toast("Copied " + shell.baseUrl(), List.of());
        }).when(() -> !shell.baseUrl().isEmpty()));
    }

    private static KeyCode code(String number) {
        return number.equals(",") ? KeyCode.COMMA : KeyCode.getKeyCode(number);
    }

    private static KeyCodeCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }

    private static KeyCodeCombination shifted(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    }
}
