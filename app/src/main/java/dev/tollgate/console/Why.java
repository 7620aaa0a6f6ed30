package dev.tollgate.console;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// What a file system's fault means: its bare message is only the file's name.
final class Why {
    private Why() {}

    /// A clause to stand behind what was tried: `there is no such file`.
    static String of(IOException fault) {
        return switch (fault) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "this user is not allowed to";
            case CharacterCodingException _ -> "it is not text in UTF-8";
            case FileSystemException file -> Objects.requireNonNullElse(file.getReason(),
                    file.getClass().getSimpleName());
            default -> Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
        };
    }
}
