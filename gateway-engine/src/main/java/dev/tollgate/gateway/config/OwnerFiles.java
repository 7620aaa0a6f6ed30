package dev.tollgate.gateway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only their owner can read, replaced whole or not at all; where the file system knows owners.
public final class OwnerFiles {
    private static final String CLOSED = "rwx------";

    private OwnerFiles() {}

    /// Makes the directory, closed to others from its first moment (0700), and what it stands in with the usual rights,
    /// where they are absent; one that is there is closed.
    ///
    /// @throws IOException where it cannot be made or is another user's
    public static void directory(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) {
            var above = dir.toAbsolutePath().getParent();
            if (above != null && Files.notExists(above)) {
                Files.createDirectories(above);
            }
            Files.createDirectories(dir, attributes(dir, CLOSED));
        }
        restrict(dir, CLOSED);
    }

    /// Writes beside the file, forces it to the disk, then moves it into place (0600).
    ///
    /// @throws IOException where the file stays as it was
    public static void replace(Path file, byte[] content) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try {
            write(fresh, content);
            move(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void write(Path fresh, byte[] content) throws IOException {
        var create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(fresh, create, attributes(fresh, "rw-------"))) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void move(Path fresh, Path file) throws IOException {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void restrict(Path path, String permissions) throws IOException {
        if (posix(path)) {
            var wanted = PosixFilePermissions.fromString(permissions);
            if (!Files.getPosixFilePermissions(path).equals(wanted)) {
                Files.setPosixFilePermissions(path, wanted);
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        if (!posix(path)) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
