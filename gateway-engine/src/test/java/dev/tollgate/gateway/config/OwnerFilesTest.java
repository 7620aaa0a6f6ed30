package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Rights of what the home keeps.
@DisabledOnOs(OS.WINDOWS)
class OwnerFilesTest {
    @TempDir
    Path folder;

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aHomeIsItsOwnersAndWhatItStandsInIsAsUsual() throws IOException {
        var usual = rights(Files.createDirectory(folder.resolve("usual")));
        OwnerFiles.directory(folder.resolve("above/home"));
        assertEquals("rwx------", rights(folder.resolve("above/home")));
        assertEquals(usual, rights(folder.resolve("above")));
        OwnerFiles.directory(folder.resolve("usual"));
        assertEquals("rwx------", rights(folder.resolve("usual")));
        OwnerFiles.directory(folder.resolve("usual"));
    }

    @Test
    void aFileInTheWayIsNoFolder() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "in the way");
        assertThrows(IOException.class, () -> OwnerFiles.directory(file));
        assertThrows(IOException.class, () -> OwnerFiles.directory(file.resolve("home")));
    }
}
