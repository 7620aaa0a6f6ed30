package dev.tollgate.gateway.upstream.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One pass over the JSON of a chunk or an answer that finds what a relay must know and builds no tree; about a
/// nanosecond a byte. Reused from chunk to chunk; for one thread.
public final class ChunkScan {
    private enum Next {
        VALUE,
        FIRST_VALUE,
        KEY,
        FIRST_KEY,
        COLON,
        COMMA,
        NOTHING
    }

    /// Where in the chunk we are, as far as it matters.
    private enum Zone {
        TOP,
        CHOICES,
        /// A whole message beside the delta (Perplexity): content, but repeated in each chunk.
        REPEATED,
        DETAILS,
        CALLS,
        /// Empty strings in here mean nothing (Snowflake).
        FILLED,
        IMAGES,
        GROQ,
        ELSEWHERE
    }

    private final boolean stream;
    private Zone[] zones = new Zone[32];
    private boolean[] objects = new boolean[32];
    private int depth;
    private Word key = Word.OTHER;
    private Next next = Next.VALUE;
    private boolean valid;
    private boolean ranOut;
    private boolean content;
    private boolean finished;
    private boolean usage;
    private boolean error;
    private boolean choices;
    private @Nullable String model;
    private int text;
    private int reasoningContent;
    private int reasoning;
    private int details;

    /// Made for the chunks of a stream, or for a whole answer.
    public ChunkScan(boolean stream) {
        this.stream = stream;
    }

    /// Reads the JSON that stands in `json` between two offsets.
    public void scan(byte[] json, int from, int to) {
        clear();
        int i = from;
        while (i >= 0 && i < to) {
            byte c = json[i];
            i = c == ' ' || c == '\n' || c == '\r' || c == '\t' ? i + 1 : step(json, i, to, c);
        }
        valid = i >= 0 && next == Next.NOTHING && objects[0];
        ranOut = i >= 0 && next != Next.NOTHING;
    }

    private void clear() {
        depth = 0;
        key = Word.OTHER;
        next = Next.VALUE;
        content = false;
        finished = false;
        usage = false;
        error = false;
        choices = false;
        model = null;
        text = 0;
        reasoningContent = 0;
        reasoning = 0;
        details = 0;
        objects[0] = false;
    }

    /// Returns where to go on, or -1 where this is no JSON.
    private int step(byte[] json, int at, int to, byte c) {
        return switch (next) {
            case KEY, FIRST_KEY -> c == '"' ? name(json, at, to) : next == Next.FIRST_KEY ? close(at, c, '}') : -1;
            case COLON -> c == ':' ? then(Next.VALUE, at + 1) : -1;
            case VALUE -> value(json, at, to, c);
            case FIRST_VALUE -> c == ']' ? close(at, c, ']') : value(json, at, to, c);
            case COMMA -> {
                boolean object = objects[depth - 1];
                yield c == ',' ? then(object ? Next.KEY : Next.VALUE, at + 1) : close(at, c, object ? '}' : ']');
            }
            case NOTHING -> -1;
        };
    }

    private int then(Next what, int at) {
        next = what;
        return at;
    }

    private int name(byte[] json, int at, int to) {
        int end = stringEnd(json, at + 1, to);
        if (end < 0) {
            return to;
        }
        key = Word.of(json, at + 1, end);
        return then(Next.COLON, end + 1);
    }

    private int value(byte[] json, int at, int to, byte c) {
        if (c == '"') {
            int end = stringEnd(json, at + 1, to);
            if (end < 0 || depth == 0) {
                return depth == 0 ? -1 : to;
            }
            string(json, at + 1, end);
            return after(end + 1);
        }
        if (c == '{' || c == '[') {
            open(c == '{');
            return at + 1;
        }
        int end = literal(json, at, to);
        if (end == to) {
            return to;
        }
        return end < 0 || depth == 0 ? -1 : after(end);
    }

    private int after(int at) {
        key = Word.OTHER;
        return then(Next.COMMA, at);
    }

    private static int stringEnd(byte[] json, int from, int to) {
        int i = from;
        while (i < to) {
            byte c = json[i];
            if (c == '"') {
                return i;
            }
            i += c == '\\' ? 2 : 1;
        }
        return -1;
    }

    private static int literal(byte[] json, int from, int to) {
        int i = from;
        while (i < to && "truefalsn0123456789+-.eE".indexOf(json[i]) >= 0) {
            i++;
        }
        return i == to || (i > from && isLiteral(json, from, i)) ? i : -1;
    }

    private static boolean isLiteral(byte[] json, int from, int to) {
        byte c = json[from];
        return switch (c) {
            case 't' -> same(json, from, to, "true");
            case 'f' -> same(json, from, to, "false");
            case 'n' -> same(json, from, to, "null");
            default -> c == '-' || (c >= '0' && c <= '9');
        };
    }

    private static boolean same(byte[] json, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (json[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void open(boolean object) {
        if (depth == zones.length) {
            zones = Arrays.copyOf(zones, depth * 2);
            objects = Arrays.copyOf(objects, depth * 2);
        }
        zones[depth] = depth == 0 ? Zone.TOP : inner(zones[depth - 1], object);
        objects[depth++] = object;
        key = Word.OTHER;
        next = object ? Next.FIRST_KEY : Next.FIRST_VALUE;
    }

    private int close(int at, byte c, char wanted) {
        if (c != wanted) {
            return -1;
        }
        depth--;
        key = Word.OTHER;
        next = depth == 0 ? Next.NOTHING : Next.COMMA;
        return at + 1;
    }

    private Zone inner(Zone zone, boolean object) {
        return switch (zone) {
            case TOP -> top();
            case GROQ -> key == Word.USAGE ? usage() : Zone.ELSEWHERE;
            case CHOICES -> choice(object);
            case DETAILS, CALLS, IMAGES -> {
                content |= object;
                yield zone;
            }
            case REPEATED, FILLED, ELSEWHERE -> zone;
        };
    }

    private Zone top() {
        return switch (key) {
            case CHOICES -> Zone.CHOICES;
            case GROQ -> Zone.GROQ;
            case USAGE -> usage();
            case ERROR -> {
                error = true;
                yield Zone.ELSEWHERE;
            }
            default -> Zone.ELSEWHERE;
        };
    }

    private Zone choice(boolean object) {
        choices |= object;
        return switch (key) {
            case USAGE -> usage();
            case MESSAGE -> stream ? Zone.REPEATED : Zone.CHOICES;
            case LOGPROBS, ANNOTATIONS -> Zone.ELSEWHERE;
            case DETAILS -> Zone.DETAILS;
            case CALLS -> Zone.CALLS;
            case IMAGES -> Zone.IMAGES;
            case FUNCTION_CALL, AUDIO -> Zone.FILLED;
            default -> Zone.CHOICES;
        };
    }

    private Zone usage() {
        usage = true;
        return Zone.ELSEWHERE;
    }

    private void string(byte[] json, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return;
        }
        switch (zones[depth - 1]) {
            case TOP -> topString(json, from, to);
            case CHOICES -> count(length, true);
            case CALLS -> count(length, false);
            case DETAILS -> details += key == Word.TEXT ? length : 0;
            case REPEATED -> content |= key == Word.CONTENT || key == Word.TEXT || key == Word.REASONING_CONTENT;
            case FILLED -> {
                content = true;
                count(length, false);
            }
            case IMAGES, GROQ, ELSEWHERE -> {
            }
        }
    }

    private void topString(byte[] json, int from, int to) {
        if (key == Word.MODEL) {
            model = new String(json, from, to - from, StandardCharsets.UTF_8);
        } else if (key == Word.ERROR) {
            error = true;
        }
    }

    private void count(int length, boolean delta) {
        switch (key) {
            case CONTENT, TEXT, REFUSAL, ARGUMENTS, TRANSCRIPT -> {
                text += length;
                content = true;
            }
            case REASONING_CONTENT -> {
                reasoningContent += length;
                content |= delta;
            }
            case REASONING -> {
                reasoning += length;
                content |= delta;
            }
            case FINISH -> finished = true;
            default -> {
            }
        }
    }

    /// Whether it was one complete JSON object.
    public boolean isValid() {
        return valid;
    }

    /// Whether an object begins here and its end is missing, with nothing wrong in between.
    public boolean isCutShort(byte[] json) {
        scan(json, 0, json.length);
        return !valid && ranOut;
    }

    /// Whether it brings text, reasoning, a tool call, a refusal, audio or an image.
    public boolean hasContent() {
        return content;
    }

    /// Whether a finish reason is stated.
    public boolean isFinished() {
        return finished;
    }

    /// Whether a usage object is stated, wherever providers put it.
    public boolean hasUsage() {
        return usage;
    }

    /// Whether there is a top-level error that is not null.
    public boolean hasError() {
        return error;
    }

    /// Whether `choices` holds anything; a usage chunk has none.
    public boolean hasChoices() {
        return choices;
    }

    /// The model that answers, null where none is stated.
    public @Nullable String model() {
        return model;
    }

    /// Bytes of generated text, reasoning and arguments, as escaped in the JSON; what is stated twice counts once.
    public int textBytes() {
        return text + Math.max(reasoningContent, Math.max(reasoning, details));
    }
}
