package dev.tollgate.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads what [Pack] wrote. One thread; anything out of bounds is an `IllegalArgumentException`.
final class Unpack {
    private final Words words;
    private final byte[] bytes;
    private final int end;
    private final List<String> seen = new ArrayList<>(16);
    private int at;

    Unpack(Words words, byte[] bytes, int from, int end) {
        this.words = words;
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int octet() {
        if (at >= end) {
            throw new IllegalArgumentException("record ends early");
        }
        return bytes[at++] & 0xFF;
    }

    boolean flag() {
        return octet() == 1;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = octet();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("number too long");
    }

    int count() {
        long value = number();
        if (value < 0 || value > end - at) {
            throw new IllegalArgumentException("count beyond the record: " + value);
        }
        return (int) value;
    }

    int small() {
        return Math.toIntExact(number());
    }

    OptionalLong optionalNumber() {
        return flag() ? OptionalLong.of(number()) : OptionalLong.empty();
    }

    String text() {
        int length = count();
        var text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    Optional<String> optionalText() {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    String word() {
        return word(number());
    }

    private String word(long tag) {
        if (tag == 0) {
            var text = text();
            seen.add(text);
            return text;
        }
        if ((tag & 1) == 1) {
            return seen.get(Math.toIntExact(tag >> 1));
        }
        return words.textOf(dictionary(tag));
    }

    private static int dictionary(long tag) {
        return Math.toIntExact((tag - 2) >> 1);
    }

    /// Passes over words; a new one is kept all the same, since a later one may point back to it.
    void skipWords(int count) {
        for (int left = count; left > 0; left--) {
            if (number() == 0) {
                seen.add(text());
            }
        }
    }

    void skipOptionalWord() {
        if (flag()) {
            skipWords(1);
        }
    }

    void skipNumbers(int count) {
        for (int left = count; left > 0; left--) {
            number();
        }
    }

    Optional<String> optionalWord() {
        return flag() ? Optional.of(word()) : Optional.empty();
    }

    <E extends Enum<E>> E word(Class<E> type) {
        long tag = number();
        return tag > 0 && (tag & 1) == 0
                ? words.constantOf(dictionary(tag), type)
                : Enum.valueOf(type, word(tag));
    }

    <E extends Enum<E>> Optional<E> optionalWord(Class<E> type) {
        return flag() ? Optional.of(word(type)) : Optional.empty();
    }

    Instant instant() {
        long second = number();
        return Instant.ofEpochSecond(second, number());
    }

    Optional<Instant> optionalInstant() {
        return flag() ? Optional.of(instant()) : Optional.empty();
    }
}
