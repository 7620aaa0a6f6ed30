package dev.tollgate.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Copies of the database from before upgrades; the newest three stay.
final class Backups {
    private static final int KEPT = 3;

    private Backups() {}

    /// @throws IOException also where the disk has no room for copy and upgrade
    static Path make(Path dir, int version) throws IOException {
        var file = dir.resolve(Database.FILE);
        var backups = Files.createDirectories(dir.resolve("backups"));
        long size = Files.size(file);
        long room = backups.toFile().getUsableSpace();
        if (room < size * 2) {
            throw new IOException("it takes " + size * 2 + " bytes, and " + room + " are free");
        }
        var copy = backups.resolve(name(version, Files.getLastModifiedTime(file).toMillis()));
        var part = backups.resolve("part");
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        drop(backups);
        return copy;
    }

    private static String name(int version, long millis) {
        return String.format("ledger-v%02d-%014d.mv.db", version, millis);
    }

    static void putBack(Path copy, Path file) throws IOException {
        Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void drop(Path backups) throws IOException {
        List<Path> all;
        try (var list = Files.list(backups)) {
            all = list.filter(f -> f.getFileName().toString().startsWith("ledger-v")).sorted().toList();
        }
        for (var old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            Files.delete(old);
        }
    }
}
