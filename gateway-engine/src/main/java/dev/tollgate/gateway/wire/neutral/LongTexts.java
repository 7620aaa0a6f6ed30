package dev.tollgate.gateway.wire.neutral;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Pictures and files in base64, kept out of a conversion: a brief stand-in for each is read and written, and what comes
/// out gets the client's own bytes back in its place, so that 8 MB are neither parsed nor copied. Immutable.
///
/// A stand-in is base64 itself, with the beginning and the end of what it stands for: kinds of files are told by those.
public final class LongTexts {
    /// What is shorter is converted with the rest, bytes.
    private static final int LONG = 16_384;
    private static final int KEPT = 64;
    private static final int END = 4;
    private static final byte[] MARK = ascii("TollgateHoldsThisDataBack000");
    private static final int NUMBER = 4;
    private static final int STAND_IN = KEPT + MARK.length + NUMBER + END;
    private static final int MOST = 1_000;
    private static final int LONGEST_HEAD = 200;
    private static final Set<String> FIELDS = Set.of("url", "image_url", "data", "file_data");

    private final byte[] body;
    private final List<Text> texts;
    private final byte[] brief;

    /// From inclusive, to exclusive.
    private record Text(int from, int to) {}

    private LongTexts(byte[] body, List<Text> texts) {
        this.body = body;
        this.texts = texts;
        this.brief = texts.isEmpty() ? body : shortened();
    }

    /// @param body complete JSON in UTF-8, which must not change from now on
    public static LongTexts of(byte[] body) {
        var found = new LongTexts(body, found(body));
        return found.texts.isEmpty() || marks(found.brief).size() == found.texts.size()
                ? found
                : without(body); // somebody writes our mark
    }

    /// Nothing is kept out.
    public static LongTexts without(byte[] body) {
        return new LongTexts(body, List.of());
    }

    /// The body to convert; the body itself where nothing is long.
    public byte[] brief() {
        return brief;
    }

    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /// What came out of the conversion, with the long texts where their stand-ins are. Empty where one of them has not
    /// arrived as it was: it was left out, or looked into, and the body has to be converted whole.
    public Optional<List<ByteBuffer>> restored(byte[] converted) {
        var slices = new ArrayList<ByteBuffer>();
        var arrived = new BitSet();
        int done = 0;
        for (int mark : marks(converted)) {
            int from = mark - KEPT;
            int number = from < done ? -1 : number(converted, mark);
            if (number < 0 || !Arrays.equals(converted, from, Math.min(converted.length, from + STAND_IN),
                    standIn(number), 0, STAND_IN)) {
                return Optional.empty();
            }
            slices.add(ByteBuffer.wrap(converted, done, from - done).slice());
            slices.add(slice(texts.get(number)));
            arrived.set(number);
            done = from + STAND_IN;
        }
        slices.add(ByteBuffer.wrap(converted, done, converted.length - done).slice());
        return arrived.cardinality() == texts.size() ? Optional.of(List.copyOf(slices)) : Optional.empty();
    }

    private ByteBuffer slice(Text text) {
        return ByteBuffer.wrap(body, text.from, text.to - text.from).slice();
    }

    private byte[] shortened() {
        int gone = texts.stream().mapToInt(text -> text.to - text.from - STAND_IN).sum();
        var out = ByteBuffer.allocate(body.length - gone);
        int done = 0;
        for (int i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            out.put(body, done, text.from - done).put(standIn(i));
            done = text.to;
        }
        return out.put(body, done, body.length - done).array();
    }

    private byte[] standIn(int number) {
        var text = texts.get(number);
        return ByteBuffer.allocate(STAND_IN).put(body, text.from, KEPT).put(MARK)
                .put(ascii(Integer.toString(MOST * 9 + number))).put(body, text.to - END, END).array();
    }

    /// -1 where there is none of ours.
    private int number(byte[] in, int mark) {
        int number = 0;
        for (int i = mark + MARK.length; i < mark + MARK.length + NUMBER; i++) {
            if (i >= in.length || in[i] < '0' || in[i] > '9') {
                return -1;
            }
            number = number * 10 + in[i] - '0';
        }
        return number >= MOST * 9 && number < MOST * 9 + texts.size() ? number - MOST * 9 : -1;
    }

    private static List<Integer> marks(byte[] in) {
        var marks = new ArrayList<Integer>();
        for (int i = 0; i <= in.length - MARK.length; i++) {
            if (in[i] == MARK[0] && Arrays.equals(in, i, i + MARK.length, MARK, 0, MARK.length)) {
                marks.add(i);
            }
        }
        return marks;
    }

    /// Looks at a byte every so often only: what is long lies under one of them.
    private static List<Text> found(byte[] body) {
        var texts = new ArrayList<Text>();
        for (int at = LONG / 2; at < body.length && texts.size() < MOST; at += LONG / 2) {
            int to = end(body, at);
            if (to > at) {
                int from = start(body, at);
                int padded = padded(body, to);
                if (padded - from >= LONG && (padded - from) % 4 == 0 && isValue(body, from, padded)) {
                    texts.add(new Text(from, padded));
                }
                at = Math.max(at, to - LONG / 2); // the next look is behind this text
            }
        }
        return texts;
    }

    private static int start(byte[] body, int at) {
        int from = at;
        while (from > 0 && isDigit(body[from - 1])) {
            from--;
        }
        return from;
    }

    private static int end(byte[] body, int at) {
        int to = at;
        while (to < body.length && isDigit(body[to])) {
            to++;
        }
        return to;
    }

    private static int padded(byte[] body, int to) {
        int end = to;
        while (end < body.length && end < to + 2 && body[end] == '=') {
            end++;
        }
        return end;
    }

    private static boolean isDigit(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '+' || b == '/';
    }

    /// Whether it is the whole of a text, or all of a `data:` URL but its head, in a field that holds data.
    private static boolean isValue(byte[] body, int from, int to) {
        if (to >= body.length || body[to] != '"') {
            return false;
        }
        int open = from - 1;
        while (open >= 0 && from - open <= LONGEST_HEAD && body[open] != '"') {
            open--;
        }
        if (open < 0 || body[open] != '"' || !FIELDS.contains(field(body, open))) {
            return false;
        }
        var head = new String(body, open + 1, from - open - 1, StandardCharsets.ISO_8859_1);
        return head.isEmpty() || (head.startsWith("data:") && head.endsWith(";base64,"));
    }

    /// The name of the field whose value's quote stands there; an escaped quote has none.
    private static String field(byte[] body, int open) {
        int colon = before(body, open);
        int close = colon > 0 && body[colon] == ':' ? before(body, colon) : -1;
        if (close <= 0 || body[close] != '"') {
            return "";
        }
        int start = close - 1;
        while (start > 0 && body[start] != '"' && close - start < 20) {
            start--;
        }
        return new String(body, start + 1, close - start - 1, StandardCharsets.ISO_8859_1);
    }

    /// The last place before it that is no space.
    private static int before(byte[] body, int at) {
        int last = at - 1;
        while (last >= 0 && " \n\r\t".indexOf(body[last]) >= 0) {
            last--;
        }
        return last;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
