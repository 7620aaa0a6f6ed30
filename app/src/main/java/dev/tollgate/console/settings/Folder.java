package dev.tollgate.console.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is in the data folder.
///
/// @param parts what it is, and bytes; in the order of the page
/// @param free bytes of its disk
record Folder(Path home, Map<String, Long> parts, long free) {
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("ledger.mv.db", "Ledger and configuration");
        NAMES.put("journal", "Journal and its reserve");
        NAMES.put("backups", "Backups");
        NAMES.put("before-restore", "From before the last restore");
    }

    Folder {
        parts = new LinkedHashMap<>(parts);
    }

    /// Walks the folder; off the JavaFX thread.
    static Folder of(Path home) {
        var parts = new LinkedHashMap<String, Long>();
        NAMES.values().forEach(name -> parts.put(name, 0L));
        parts.put("Everything else", 0L);
        try (var files = Files.list(home)) {
            for (var file : files.toList()) {
                var name = NAMES.getOrDefault(String.valueOf(file.getFileName()), "Everything else");
                parts.merge(name, bytes(file), Long::sum);
            }
        } catch (IOException gone) {
            // then it is empty
            parts.put("Everything else", 0L);
        }
        return new Folder(home, parts, home.toFile().getUsableSpace());
    }

    private static long bytes(Path path) {
        try (var files = Files.walk(path)) {
            return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
        } catch (IOException | UncheckedIOException changing) {
            return 0;
        }
    }

    long total() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// `214 kB`, `1.3 GB`; decimal, as disks are sold.
    static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double value = bytes;
        var units = List.of("B", "kB", "MB", "GB", "TB");
        int unit = 0;
        while (value >= 999.5 && unit < units.size() - 1) {
            value /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, units.get(unit));
    }

    /// Shows it in the desktop's file manager.
    ///
    /// @return why not; empty where it was asked to
    static String open(Path folder) {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var command = new ArrayList<String>();
        command.add(system.contains("win") ? "explorer" : system.contains("mac") ? "open" : "xdg-open");
        command.add(folder.toString());
        try {
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return "";
        } catch (IOException missing) {
            return "This desktop has no " + command.getFirst() + ". The folder is " + folder;
        }
    }
}
