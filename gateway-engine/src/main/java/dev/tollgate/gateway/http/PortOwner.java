package dev.tollgate.gateway.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out on Linux who listens on a port, as far as `/proc` tells us; elsewhere it knows nothing.
final class PortOwner {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private PortOwner() {}

    /// Such as `java (process 4711)`.
    static Optional<String> of(int port) {
        try {
            List<String> inodes = new ArrayList<>();
            for (String table : List.of("tcp", "tcp6")) {
                inodes.addAll(listening(PROC.resolve("net").resolve(table), port));
            }
            return inodes.isEmpty() ? Optional.empty() : holder(inodes);
        } catch (IOException | RuntimeException notTold) {
            return Optional.empty();
        }
    }

    private static List<String> listening(Path table, int port) throws IOException {
        String end = String.format(Locale.ROOT, ":%04X", port);
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(line -> line.trim().split("\\s+"))
                    .filter(c -> c.length > 9 && c[1].endsWith(end) && c[3].equals(LISTENING))
                    .map(c -> "socket:[" + c[9] + "]").toList();
        }
    }

    private static Optional<String> holder(List<String> sockets) throws IOException {
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes.filter(p -> Character.isDigit(p.getFileName().toString().charAt(0)))
                    .filter(p -> holds(p, sockets)).findFirst().map(PortOwner::describe);
        }
    }

    private static boolean holds(Path process, List<String> sockets) {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.anyMatch(file -> isOneOf(file, sockets));
        } catch (IOException | RuntimeException notOurs) {
            return false;
        }
    }

    private static boolean isOneOf(Path file, List<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(file).toString());
        } catch (IOException closed) {
            return false;
        }
    }

    /// The command's name only: arguments may hold secrets.
    private static String describe(Path process) {
        String id = process.getFileName().toString();
        try {
            return Files.readString(process.resolve("comm")).trim() + " (process " + id + ")";
        } catch (IOException gone) {
            return "process " + id;
        }
    }
}
