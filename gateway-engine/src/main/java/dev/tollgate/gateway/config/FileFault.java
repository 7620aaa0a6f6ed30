package dev.tollgate.gateway.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a file system's fault means: its own message is often no more than the path.
///
/// @param place the path it names; empty where it names none
/// @param words a clause to stand behind what was tried: `there is no such file`
public record FileFault(Kind kind, Optional<String> place, String words) {

    /// What there is to do about it.
    public enum Kind {
        NO_SPACE, NO_RIGHT, READ_ONLY, TOO_LONG, ABSENT, OTHER
    }

    public static FileFault of(IOException fault) {
        var kind = kind(fault);
        return new FileFault(kind, place(fault), switch (kind) {
            case NO_SPACE -> "the disk is full";
            case NO_RIGHT -> "this user is not allowed to";
            case READ_ONLY -> "its file system is read-only";
            case TOO_LONG -> "its name is too long";
            case ABSENT -> "there is no such file";
            case OTHER -> other(fault);
        });
    }

    /// The words behind the place they are about, for a sentence that has not named it.
    public String withPlace() {
        return place.map(path -> path + ": " + words).orElse(words);
    }

    /// Whether a disk has no more room; a database says it in its own exceptions, with the system's words.
    public static boolean isFull(Throwable fault) {
        boolean full = false;
        for (Throwable each = fault; each != null && !full; each = each.getCause()) {
            full = says(each, "no space left", "not enough space", "quota exceeded");
        }
        return full;
    }

    private static Kind kind(IOException fault) {
        if (isFull(fault)) {
            return Kind.NO_SPACE;
        }
        if (says(fault, "read-only file system", "write protected")) {
            return Kind.READ_ONLY;
        }
        if (says(fault, "name too long", "extension is too long")) {
            return Kind.TOO_LONG;
        }
        return switch (fault) {
            case NoSuchFileException _ -> Kind.ABSENT;
            case AccessDeniedException _ -> Kind.NO_RIGHT;
            case FileSystemException _,FileNotFoundException _ when says(fault, "permission denied",
                    "operation not permitted", "access is denied") ->
                Kind.NO_RIGHT;
            case FileNotFoundException _ when says(fault, "no such file", "cannot find") -> Kind.ABSENT;
            default -> Kind.OTHER;
        };
    }

    /// A path may hold any words: only what the system says beside it counts.
    private static boolean says(Throwable fault, String... any) {
        var said = reason(fault).toLowerCase(Locale.ROOT);
        return Stream.of(any).anyMatch(said::contains);
    }

    private static String reason(Throwable fault) {
        var why = fault instanceof FileSystemException file ? file.getReason() : fault.getMessage();
        return why == null ? "" : why.strip();
    }

    private static Optional<String> place(IOException fault) {
        return fault instanceof FileSystemException file ? Optional.ofNullable(file.getFile()) : Optional.empty();
    }

    private static String other(IOException fault) {
        return switch (fault) {
            case CharacterCodingException _ -> "it is not text in UTF-8";
            case FileAlreadyExistsException _ -> "something else stands there";
            case DirectoryNotEmptyException _ -> "it is a folder, and not empty";
            default -> switch (reason(fault).toLowerCase(Locale.ROOT)) {
                case "" -> "the system does not allow it";
                case "not a directory" -> "a file stands where a folder is needed";
                case "is a directory" -> "it is a folder";
                default -> reason(fault).replaceFirst("\\.$", "");
            };
        };
    }
}
