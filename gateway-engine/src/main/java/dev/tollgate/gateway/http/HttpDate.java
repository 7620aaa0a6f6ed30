package dev.tollgate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// The `Date` line. Made by hand: the library's formatter loads a locale's words, which the start would wait for.
final class HttpDate {
    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private HttpDate() {}

    /// `Date: Sun, 06 Nov 1994 08:49:37 GMT` with its line end.
    static byte[] line(Instant now) {
        var at = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        var out = new StringBuilder(40).append("Date: ");
        word(out, DAYS, at.getDayOfWeek().getValue()).append(", ");
        two(out, at.getDayOfMonth()).append(' ');
        word(out, MONTHS, at.getMonthValue()).append(' ').append(at.getYear()).append(' ');
        two(out, at.getHour()).append(':');
        two(out, at.getMinute()).append(':');
        two(out, at.getSecond()).append(" GMT\r\n");
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static StringBuilder word(StringBuilder out, String words, int number) {
        return out.append(words, number * 3 - 3, number * 3);
    }

    private static StringBuilder two(StringBuilder out, int number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
