package dev.tollgate.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Events are the same however their bytes come.
class EventSplitterTest {
    private static final int MAX = 1_000_000;

    @Test
    void cutsAtEmptyLinesOfAnyKind() {
        assertEquals(List.of("data: a\n\n", ": c\n\n", "data: b\n\n"), split("data: a\n\n: c\n\ndata: b\n\n", 100));
        assertEquals(List.of("data: a\r\n\r\n", "data: b\r\n\r\n"), split("data: a\r\n\r\ndata: b\r\n\r\n", 100));
        assertEquals(List.of("data: a\r\r", "data: b\r\r"), split("data: a\r\rdata: b\r\r", 100));
        assertEquals(List.of("data: a\n\n", "data: rest"), split("data: a\n\ndata: rest", 100));
    }

    @Test
    void anEventOfLfOrCrIsHandedOutWithItsLastByte() {
        for (String text : new String[] {"data: a\n\n", "data: a\r\r", "data: a\r\n\r\n"}) {
            var out = new ArrayList<String>();
            assertTrue(new EventSplitter(MAX).feed(bytes(text), 0, text.length(), add(out)));
            assertEquals(List.of(text), out);
        }
    }

    @Test
    void dataIsJoinedAndMarksAreCut() {
        assertEquals("a\nb", data("\uFEFFdata: a\nid: 1\ndata:b\n\n"));
        assertEquals(" a", data("data:  a\r\n\r\n"));
        assertEquals("", data(": data: a\n\n"));
        assertEquals("", data("data\n\n"));
        assertEquals("\n", data("data\rdata\r\r"));
        assertEquals("", data("database: a\n\n"));
        assertEquals("a", data("data: a"));
        byte[] named = bytes("event: message_start\ndata: {}\n\n");
        assertEquals(Optional.of("message_start"), Sse.name(named, 0, named.length));
    }

    @Test
    void splitsAnywhereGiveTheSameEvents() {
        var random = new SplittableRandom(3);
        String[] parts =
                {"data: ", "é", "€", "😀", "\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\r\r", ":", "x", "event: e"};
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder(round % 5 == 0 ? "\uFEFF" : "");
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            String whole = text.toString();
            var expected = split(whole, MAX);
            assertEquals(whole, String.join("", expected));
            assertEquals(expected, split(whole, 1), () -> escaped(whole));
            assertEquals(expected, split(whole, 1 + random.nextInt(7)), () -> escaped(whole));
        }
    }

    @Test
    void anEventOverTheLimitIsRefused() {
        var splitter = new EventSplitter(10);
        assertTrue(splitter.feed(bytes("data: 1234"), 0, 10, add(new ArrayList<>())));
        assertTrue(splitter.holds());
        assertFalse(splitter.feed(bytes("5"), 0, 1, add(new ArrayList<>())));
    }

    @Test
    void findsMarksInBytes() {
        byte[] event = bytes("data: {\"usage\":{}}");
        assertEquals(7, Sse.find(event, 0, event.length, bytes("\"usage\"")));
        assertEquals(-1, Sse.find(event, 8, event.length, bytes("\"usage\"")));
        assertEquals(-1, Sse.find(event, 0, 13, bytes("\"usage\"")));
    }

    private static List<String> split(String text, int piece) {
        byte[] bytes = bytes(text);
        var out = new ArrayList<byte[]>();
        var splitter = new EventSplitter(MAX);
        EventSplitter.Receiver receiver = (b, from, to) -> out.add(Arrays.copyOfRange(b, from, to));
        for (int i = 0; i < bytes.length; i += piece) {
            // A buffer used again and again, as a relay does.
            byte[] read = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece));
            assertTrue(splitter.feed(read, 0, read.length, receiver));
            Arrays.fill(read, (byte) '#');
        }
        splitter.end(receiver);
        return out.stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
    }

    private static EventSplitter.Receiver add(List<String> out) {
        return (b, from, to) -> out.add(new String(b, from, to - from, StandardCharsets.UTF_8));
    }

    private static String data(String event) {
        byte[] bytes = bytes(event);
        return new String(Sse.data(bytes, 0, bytes.length), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
