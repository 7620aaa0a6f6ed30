package dev.tollgate.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads back what a journal holds, whatever state its files were left in.
final class JournalReader {
    private JournalReader() {}

    /// Journal files in the order they were begun; the reserve last.
    static List<Path> files(Path dir) throws IOException {
        try (var list = Files.list(dir)) {
            return new ArrayList<>(list.filter(f -> f.toString().endsWith(".journal")).sorted().toList());
        }
    }

    /// The number a file was begun with.
    static long number(Path file) {
        var name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    /// All whole records; a torn one is passed over.
    static void read(Path file, Consumer<JournalRecord> each) throws IOException {
        read(Files.readAllBytes(file), true, each);
    }

    /// The reserve's records: they stand without a gap from the beginning.
    static void readReserve(Path dir, Consumer<JournalRecord> each) throws IOException {
        var file = dir.resolve(JournalFile.Reserve.NAME);
        if (!Files.exists(file)) {
            return;
        }
        try (var in = Files.newInputStream(file)) {
            var head = in.readNBytes(2);
            if (head.length < 2 || !marked(head, 0)) {
                return; // the usual case: nothing but zeros, not worth reading
            }
        }
        read(Files.readAllBytes(file), false, each);
    }

    static void read(byte[] bytes, boolean search, Consumer<JournalRecord> each) {
        int at = 0;
        while (at + JournalRecord.HEAD <= bytes.length) {
            int length = length(bytes, at);
            if (length >= 0) {
                each.accept(JournalRecord.read(bytes, at + JournalRecord.HEAD, at + JournalRecord.HEAD + length));
                at += JournalRecord.HEAD + length;
            } else if (search) {
                at++;
            } else {
                return;
            }
        }
    }

    private static boolean marked(byte[] bytes, int at) {
        return (bytes[at] << 8 | (bytes[at + 1] & 0xFF)) == JournalRecord.MARK;
    }

    /// Length of the contents of a whole record that begins here, -1 where none does.
    private static int length(byte[] bytes, int at) {
        if (!marked(bytes, at)) {
            return -1;
        }
        int length = JournalRecord.getInt(bytes, at + 2);
        boolean fits = length > 0 && length <= bytes.length - at - JournalRecord.HEAD;
        return fits
                && JournalRecord.checksum(bytes, at + JournalRecord.HEAD, length) == JournalRecord.getInt(bytes, at + 6)
                        ? length
                        : -1;
    }
}
