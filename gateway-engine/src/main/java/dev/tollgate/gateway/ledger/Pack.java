package dev.tollgate.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes the compact binary form; [Unpack] reads it. One thread.
///
/// Numbers are variable-length, seven bits a byte. A word is written once and then referred to: tag 0 begins a new one,
/// an odd tag points back to an earlier one of this record, an even tag names a number of the dictionary.
final class Pack {
    /// Longer texts are cut: a row must fit a page, whatever a client sends.
    static final int LONGEST = 4_000;

    private final Words words;
    private String[] seen = new String[16];
    private int known;
    private byte[] bytes;
    private int size;

    /// @param start bytes left free at the beginning
    /// @param room bytes it is likely to take; it grows where that is too few
    Pack(Words words, int start, int room) {
        this.words = words;
        this.bytes = new byte[room];
        this.size = start;
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    Pack octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    Pack flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    /// Any `long`; small positive ones are short.
    Pack number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    Pack number(OptionalLong value) {
        return value.isPresent() ? flag(true).number(value.getAsLong()) : flag(false);
    }

    Pack text(String value) {
        var cut = value.length() <= LONGEST ? value : value.substring(0, LONGEST);
        if (ascii(cut)) {
            return this;
        }
        var utf8 = cut.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
        return this;
    }

    /// Nearly every text: each letter is its byte. Where one is not, nothing is written.
    private boolean ascii(String value) {
        int before = size;
        int length = value.length();
        number(length);
        room(length);
        int at = size;
        for (int i = 0; i < length; i++) {
            char letter = value.charAt(i);
            if (letter >= 0x80) {
                size = before;
                return false;
            }
            bytes[at + i] = (byte) letter;
        }
        size = at + length;
        return true;
    }

    Pack text(Optional<String> value) {
        return value.isPresent() ? flag(true).text(value.get()) : flag(false);
    }

    Pack word(String value) {
        int back = seen(value);
        if (back >= 0) {
            return number(2L * back + 1);
        }
        int id = words.idOf(value);
        if (id >= 0) {
            return number(2L * id + 2);
        }
        if (known == seen.length) {
            seen = Arrays.copyOf(seen, known * 2);
        }
        seen[known++] = value;
        return number(0).text(value);
    }

    /// Texts remember their hash, so most are told apart without a look at their letters.
    private int seen(String value) {
        int hash = value.hashCode();
        for (int i = 0; i < known; i++) {
            var one = seen[i];
            if (one.hashCode() == hash && one.equals(value)) {
                return i;
            }
        }
        return -1;
    }

    Pack word(Optional<String> value) {
        return value.isPresent() ? flag(true).word(value.get()) : flag(false);
    }

    Pack word(Enum<?> value) {
        return word(value.name());
    }

    Pack instant(Instant value) {
        return number(value.getEpochSecond()).number(value.getNano());
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
