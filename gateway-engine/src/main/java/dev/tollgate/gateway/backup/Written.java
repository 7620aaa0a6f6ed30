package dev.tollgate.gateway.backup;

import dev.tollgate.gateway.config.FileFault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// A file that is there whole or not at all, and why not in words.
public final class Written {
    private static final String BACKUP = "The backup";
    private static final String NOT_MADE = " was not made: ";
    private static final String AS_BEFORE = " Nothing of it was left behind, a file of before is as it was, and calls"
            + " are served as before.";

    private Written() {}

    /// What is written.
    ///
    /// @param <T> what it tells afterwards
    /// @param <X> how else it may fail
    public interface Content<T, X extends Exception> {
        T into(OutputStream out) throws IOException, X;
    }

    /// As below, for a backup.
    public static <T, X extends Exception> T whole(Path file, Content<T, X> content) throws IOException, X {
        return whole(BACKUP, file, content);
    }

    /// Writes beside the file, for its owner only, forces it to the disk, then moves it into place.
    ///
    /// @param what begins the sentence that says why not: `The backup`
    /// @throws IOException with words for people; a file of before is left as it was
    public static <T, X extends Exception> T whole(String what, Path file, Content<T, X> content)
            throws IOException, X {
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            create(part);
            final T told;
            try (var out = Files.newOutputStream(part)) {
                told = content.into(out);
            }
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "it is a folder");
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return told;
        } catch (IOException failed) {
            throw new IOException(words(what, file, failed), failed);
        } finally {
            remove(part);
        }
    }

    private static void create(Path part) throws IOException {
        var folder = Optional.ofNullable(part.toAbsolutePath().getParent()).orElse(Path.of("."));
        if (Files.notExists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        Files.deleteIfExists(part);
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(part);
        }
    }

    /// Where it could not even be begun there is nothing to remove, and no better word for why.
    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException never) {
            System.getLogger(Written.class.getName()).log(System.Logger.Level.DEBUG, "nothing to remove", never);
        }
    }

    /// What happened, what it means and what to do.
    static String words(Path file, IOException failed) {
        return words(BACKUP, file, failed);
    }

    private static String words(String what, Path file, IOException failed) {
        var notMade = what + NOT_MADE;
        if (String.valueOf(failed.getMessage()).startsWith(notMade)) {
            return String.valueOf(failed.getMessage());
        }
        var fault = FileFault.of(failed);
        var place = fault.place().orElse(file.toString());
        return notMade + switch (fault.kind()) {
            case NO_SPACE -> "the disk of " + file + " is full." + AS_BEFORE
                    + " Make room there, or choose another disk.";
            case ABSENT -> "there is no folder " + place + "." + AS_BEFORE + " Make the folder, or choose another.";
            case NO_RIGHT -> notWritten(place, fault) + AS_BEFORE + " Choose a folder of yours.";
            case TOO_LONG -> notWritten(place, fault) + AS_BEFORE + " Choose a shorter name.";
            case READ_ONLY -> notWritten(place, fault) + AS_BEFORE + " Choose another place.";
            case OTHER -> fault.place().isEmpty()
                    ? fault.words() + "." + AS_BEFORE
                    : notWritten(place, fault) + AS_BEFORE + " Choose another place.";
        };
    }

    private static String notWritten(String place, FileFault fault) {
        return place + " cannot be written (" + fault.words() + ").";
    }
}
