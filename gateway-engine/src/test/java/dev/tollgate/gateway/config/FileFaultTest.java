package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words of file systems' faults, each from what the system says.
class FileFaultTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"No space left on device, NO_SPACE, the disk is full",
            "There is not enough space on the disk, NO_SPACE, the disk is full",
            "Disk quota exceeded, NO_SPACE, the disk is full",
            "Read-only file system, READ_ONLY, its file system is read-only",
            "File name too long, TOO_LONG, its name is too long",
            "Operation not permitted, NO_RIGHT, this user is not allowed to",
            "Not a directory, OTHER, a file stands where a folder is needed",
            "Too many open files, OTHER, Too many open files"})
    void theSystemsReasonBecomesWords(String reason, FileFault.Kind kind, String words) {
        var fault = FileFault.of(new FileSystemException("/a/no space left.txt", null, reason));
        assertEquals(new FileFault(kind, Optional.of("/a/no space left.txt"), words), fault);
        assertEquals("/a/no space left.txt: " + words, fault.withPlace());
        assertEquals(words, FileFault.of(new IOException(reason)).words().replace("Operation not permitted",
                "this user is not allowed to").replace("Not a directory", words));
    }

    @Test
    void whatTheClassSaysNeedsNoReason() {
        assertEquals("this user is not allowed to", FileFault.of(new AccessDeniedException("/a/b")).words());
        assertEquals("the system does not allow it", FileFault.of(new FileSystemException("/a/b")).words());
        assertEquals("it is not text in UTF-8", FileFault.of(new MalformedInputException(1)).words());
        assertEquals(FileFault.Kind.NO_RIGHT,
                FileFault.of(new FileNotFoundException("/a/b (Permission denied)")).kind());
    }

    /// What people named a file must not be taken for what the system says of it.
    @Test
    void aPathsWordsAreNotTheSystems() {
        var fault = FileFault.of(new AccessDeniedException("/no space left/read-only file system"));
        assertEquals(FileFault.Kind.NO_RIGHT, fault.kind());
        assertFalse(FileFault.isFull(new AccessDeniedException("/no space left")));
    }

    @Test
    void aFullDiskIsSeenThroughWhatWrapsIt() {
        var full = new FileSystemException("/a", null, "No space left on device");
        assertTrue(FileFault.isFull(new UncheckedIOException("cannot write /a", full)));
        assertFalse(FileFault.isFull(new IllegalStateException("something else")));
    }

    @Test
    void theFileSystemOfThisMachineIsUnderstood() throws IOException {
        var missing = folder.resolve("missing");
        var absent = FileFault.of(assertThrows(IOException.class, () -> Files.readString(missing)));
        assertEquals(missing + ": there is no such file", absent.withPlace());
        assertEquals("it is a folder",
                FileFault.of(assertThrows(IOException.class, () -> Files.readString(folder))).words());
        var file = Files.writeString(folder.resolve("file"), "");
        assertEquals("a file stands where a folder is needed", FileFault.of(assertThrows(IOException.class,
                () -> Files.createDirectories(file.resolve("under")))).words());
        assertEquals("its name is too long", FileFault.of(assertThrows(IOException.class,
                () -> Files.writeString(folder.resolve("x".repeat(300)), ""))).words());
    }
}
