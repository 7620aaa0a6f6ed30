package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One journal record: mark, length, checksum, then kind and contents. A torn or foreign piece is passed over by
/// searching for the next mark whose checksum fits.
sealed interface JournalRecord {
    int HEAD = 10;
    int MARK = 0x5447;

    /// A request whose bytes are about to leave.
    record Opened(String id, Optional<Entry> entry, List<Send> sends) implements JournalRecord {}

    /// A later attempt of an open request.
    record Sending(String id, Send send) implements JournalRecord {}

    /// A finished request, whole.
    record Settled(long sequence, Entry entry) implements JournalRecord {}

    /// The app's verdict.
    record AppOutcome(String id, String outcome) implements JournalRecord {}

    /// Contents with room for the head; [#seal] fills it in.
    default Pack pack() {
        var out = new Pack(Words.NONE, HEAD, usual());
        switch (this) {
            case Opened(var id, var entry, var sends) -> {
                out.octet(1).text(id).flag(entry.isPresent());
                entry.ifPresent(e -> EntryCodec.write(out, e));
                out.number(sends.size());
                sends.forEach(s -> send(out, s));
            }
            case Sending(var id, var send) -> send(out.octet(2).text(id), send);
            case Settled(var sequence, var entry) -> EntryCodec.write(out.octet(3).number(sequence), entry);
            case AppOutcome(var id, var outcome) -> out.octet(4).text(id).text(outcome);
        }
        seal(out);
        return out;
    }

    /// @return bytes
    private int usual() {
        return switch (this) {
            case Opened _,Settled _ -> EntryCodec.WORDY;
            case Sending _,AppOutcome _ -> 128;
        };
    }

    /// Reads the contents of a record whose checksum was right.
    static JournalRecord read(byte[] bytes, int from, int end) {
        var in = new Unpack(Words.NONE, bytes, from, end);
        int kind = in.octet();
        return switch (kind) {
            case 1 -> opened(in);
            case 2 -> new Sending(in.text(), send(in));
            case 3 -> new Settled(in.number(), EntryCodec.read(in));
            case 4 -> new AppOutcome(in.text(), in.text());
            default -> throw new IllegalArgumentException("unknown journal record " + kind);
        };
    }

    private static JournalRecord opened(Unpack in) {
        var id = in.text();
        Optional<Entry> entry = in.flag() ? Optional.of(EntryCodec.read(in)) : Optional.empty();
        int count = in.count();
        var sends = new ArrayList<Send>(count);
        for (int i = 0; i < count; i++) {
            sends.add(send(in));
        }
        return new Opened(id, entry, sends);
    }

    private static void send(Pack out, Send s) {
        EntryCodec.target(out.number(s.attempt()), s.target());
        out.instant(s.at()).number(s.input()).number(s.picos());
    }

    private static Send send(Unpack in) {
        return new Send(in.small(), EntryCodec.target(in), in.instant(), in.number(), in.number());
    }

    private static void seal(Pack out) {
        var bytes = out.array();
        int length = out.size() - HEAD;
        bytes[0] = (byte) (MARK >> 8);
        bytes[1] = (byte) MARK;
        putInt(bytes, 2, length);
        putInt(bytes, 6, checksum(bytes, HEAD, length));
    }

    static int checksum(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static void putInt(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    static int getInt(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
    }
}
