package dev.tollgate.gateway.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The bytes of a backup file: a zip of named parts, the manifest first.
final class Parts {
    private static final long LITTLE = 1 << 20;

    private Parts() {}

    /// @param copy the packed database
    static void write(OutputStream out, Manifest manifest, Path copy, Map<String, byte[]> parts) throws IOException {
        var zip = new ZipOutputStream(out);
        put(zip, Manifest.NAME, manifest.bytes());
        for (var part : parts.entrySet()) {
            put(zip, part.getKey(), part.getValue());
        }
        zip.setLevel(0); // it is packed already
        zip.putNextEntry(new ZipEntry(Backups.LEDGER));
        Files.copy(copy, zip);
        zip.closeEntry();
        zip.finish();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    static String sum(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    static String sum(Path file) throws IOException {
        return sum(Files.newInputStream(file));
    }

    /// Reads to the end and closes.
    static String sum(InputStream from) throws IOException {
        try (var in = new DigestInputStream(from, sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    /// Copies and tells the sum of what it copied.
    static String copy(InputStream from, Path to) throws IOException {
        try (var in = new DigestInputStream(from, sha256()); var out = Files.newOutputStream(to)) {
            in.transferTo(out);
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    static void needRoom(Path folder, long bytes) throws IOException {
        long room = folder.toFile().getUsableSpace();
        if (room < bytes + LITTLE) {
            throw new IOException("it takes up to " + size(bytes) + " in " + folder + ", and " + size(room)
                    + " are free. Make room, or choose another disk");
        }
    }

    static String size(long bytes) {
        return bytes < 1_000_000
                ? Math.ceilDiv(bytes, 1_000) + " kB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /// Removes what a process that was killed in the middle of a copy left half done.
    ///
    /// @param before what is younger may be somebody's who is at work now
    static void sweep(Path folder, Instant before) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.filter(each -> each.getFileName().toString().endsWith(".part")).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /// Removes a folder and all in it.
    static void remove(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }
}
