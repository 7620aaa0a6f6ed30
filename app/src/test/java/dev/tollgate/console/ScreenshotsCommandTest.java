package dev.tollgate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as it is typed.
class ScreenshotsCommandTest {
    @TempDir
    Path folder;

    private int shoot(String into, String... more) {
        var arguments = new ArrayList<>(List.of("screenshots", "--out", folder.resolve(into).toString(),
                "--theme", "light"));
        arguments.addAll(List.of(more));
        return Commands.run(arguments.toArray(String[]::new));
    }

    @Test
    void everyPageIsDrawn() throws IOException {
        assertEquals(0, shoot("pictures", "--scene", "incident", "--size", "1000x700"));

        var names = new TreeSet<String>();
        try (var files = Files.list(folder.resolve("pictures"))) {
            for (var file : files.toList()) {
                names.add(file.getFileName().toString());
                assertTrue(Files.size(file) > 10_000, file + " is nearly empty");
            }
        }
        var pages = List.of("alarms", "alarms-channels", "alarms-history", "alarms-rules", "budgets", "keys", "live",
                "prices", "providers", "requests", "routes", "settings", "settings-end", "setup", "smoke", "spend");
        var over = List.of("alarms-channel-new", "alarms-new", "alarms-rule", "budgets-new", "key-sheet", "keys-edit",
                "keys-new", "palette", "prices-history", "prices-new", "prices-preview", "providers-edit",
                "providers-new", "requests-attempts", "requests-cost", "requests-timing", "routes-explain",
                "routes-new", "routes-settings", "routes-target", "settings-restore", "settings-version", "stop-sheet");
        var wanted = Stream.concat(pages.stream(), over.stream()).map(page -> page + "-light-incident-1000x700.png");
        assertEquals(wanted.sorted().toList(), List.copyOf(names));
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertEquals(2, shoot("none", "--size", "wide"));
        assertEquals(2, shoot("none", "--scene", "rain"));
        assertEquals(2, shoot("none", "--scale", "9"));
        assertTrue(Files.notExists(folder.resolve("none")));
    }
}
