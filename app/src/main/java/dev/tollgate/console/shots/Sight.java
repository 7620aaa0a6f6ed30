package dev.tollgate.console.shots;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places.Name;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javafx.scene.input.KeyCode;

/// A page, or what stands on it, and how to get there.
///
/// @param name of the picture
/// @param steps one after the other; between them what was asked arrives
/// @param lays something over or beside the page, so that nothing may be drawn after it in the same window
record Sight(String name, boolean lays, List<Step> steps) {
    private static final View WEEK = new View(TimeRange.live(Duration.ofDays(7)), Filter.NONE);
    private static final Pattern COPIED = Pattern.compile("MB, \\d\\d-\\d\\d \\d\\d:\\d\\d");
    /// The end of a secret made at this moment.
    private static final Pattern MADE = Pattern.compile("^(\\W{4})\\w{4}$");
    private static final Pattern FREE = Pattern.compile("[0-9.]+ .B free on its disk");

    /// What the machine's disk and clock say.
    private static void steady(Hand hand) {
        hand.reword(COPIED, "MB, 11-21 03:00");
        hand.reword(FREE, "218 GB free on its disk");
    }

    /// One step on the way to what is drawn.
    interface Step extends BiConsumer<Shell, Hand> {}

    Sight {
        steps = List.copyOf(steps);
    }

    private static Sight page(String name, Step... steps) {
        return new Sight(name, false, List.of(steps));
    }

    private static Sight over(String name, Name page, Step... steps) {
        var all = new ArrayList<Step>();
        all.add(opens(page));
        all.addAll(List.of(steps));
        return new Sight(name, true, all);
    }

    private static Step opens(Name page) {
        return (shell, _) -> shell.open(page, View.NOW);
    }

    private static Step presses(String button) {
        return (_, hand) -> hand.press(button);
    }

    /// Pages and their tabs, in the order of the rail.
    ///
    /// @param remarkable the request to be opened; a fresh home has none
    static List<Sight> pages(Optional<String> remarkable) {
        return List.of(page("live", opens(Name.LIVE)), page("requests", (shell, _) -> {
            shell.open(Name.REQUESTS, View.NOW);
            remarkable.ifPresent(shell::openRequest);
        }), page("spend", (shell, _) -> shell.open(Name.SPEND, WEEK)), page("keys", opens(Name.KEYS)),
                page("budgets", (shell, _) -> shell.openBudgets()),
                page("routes", (shell, _) -> shell.openTab(Name.ROUTES, "Routes")),
                page("providers", (shell, _) -> shell.openTab(Name.ROUTES, "Providers")),
                page("prices", opens(Name.PRICES)), page("smoke", (shell, _) -> {
                    shell.open(Name.SMOKE, View.NOW);
                    remarkable.ifPresent(_ -> shell.openSmoke(SmokeStory.BROKEN, SmokeStory.WRONG));
                }), page("alarms", opens(Name.ALARMS)),
                page("alarms-history", opens(Name.ALARMS), presses("History")),
                page("alarms-rules", opens(Name.ALARMS), presses("Rules")),
                page("alarms-channels", opens(Name.ALARMS), presses("Channels")),
                page("settings", opens(Name.SETTINGS), (_, hand) -> steady(hand)),
                page("settings-end", opens(Name.SETTINGS), (_, hand) -> steady(hand), (_, hand) -> hand.end()),
                page("setup", (shell, _) -> shell.openSetup()));
    }

    /// Editors, sheets and previews; each in a window of its own.
    static List<Sight> over(Optional<String> remarkable) {
        var sights = new ArrayList<>(List.of(over("stop-sheet", Name.LIVE, presses("#stop")),
                over("palette", Name.LIVE, presses("#palette-button")),
                over("key-sheet", Name.LIVE, (_, hand) -> hand.key(KeyCode.F1)),
                over("keys-new", Name.KEYS, presses("New key")),
                over("budgets-new", Name.KEYS, presses("Budgets"), presses("Budget")),
                over("providers-new", Name.ROUTES, presses("Providers"), presses("#add-provider")),
                over("routes-new", Name.ROUTES, presses("Route")),
                over("prices-new", Name.PRICES, presses("New row")),
                over("alarms-new", Name.ALARMS, presses("#add-rule")),
                over("alarms-channel-new", Name.ALARMS, presses("Channels"), presses("#add-channel"),
                        (_, hand) -> hand.reword(MADE, "$1c41f"))));
        remarkable.ifPresent(request -> sights.addAll(ofUsed(request)));
        return sights;
    }

    private static List<Sight> ofUsed(String request) {
        Step opened = (shell, _) -> shell.openRequest(request);
        return List.of(over("requests-attempts", Name.REQUESTS, opened, (_, hand) -> hand.tab("Attempts")),
                over("requests-cost", Name.REQUESTS, opened, (_, hand) -> hand.tab("Cost")),
                over("requests-timing", Name.REQUESTS, opened, (_, hand) -> hand.tab("Timing")),
                over("keys-edit", Name.KEYS, (_, hand) -> {
                    hand.choose("Keys", 1);
                    hand.enter("Keys");
                }),
                over("routes-explain", Name.ROUTES, presses("Explain")),
                over("routes-settings", Name.ROUTES, (_, hand) -> hand.tab("Time-outs, retries, health")),
                over("routes-target", Name.ROUTES, presses("Target")),
                over("providers-edit", Name.ROUTES, presses("Providers"), (_, hand) -> {
                    hand.choose("#providers", 0);
                    hand.enter("#providers");
                }),
                over("prices-preview", Name.PRICES, (_, hand) -> {
                    hand.choose("Price rows", 2);
                    hand.enter("Price rows");
                }, (_, hand) -> {
                    hand.type("Input", "1");
                    hand.type("Output", "8");
                    hand.press("Add to pending");
                }, presses("Preview")),
                over("prices-history", Name.PRICES, presses("History")),
                over("alarms-rule", Name.ALARMS, presses("Rules"), (_, hand) -> hand.choose("#alarm-rules", 0)),
                over("settings-version", Name.SETTINGS, (_, hand) -> steady(hand),
                        (_, hand) -> hand.pick("#versions", 1)),
                over("settings-restore", Name.SETTINGS, (_, hand) -> steady(hand), presses("Restore …"),
                        (_, hand) -> hand.end()));
    }
}
