package dev.tollgate.gateway.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The few changes a body needs on its way, as slices over the original: what is not named here stays byte for byte.
public final class Edits {
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FIELD = ascii("\"include_usage\":true");
    private static final byte[] FIELD_MORE = ascii("\"include_usage\":true,");
    private static final byte[] OBJECT = ascii("{\"include_usage\":true}");
    private static final byte[] WHOLE = ascii("\"stream_options\":{\"include_usage\":true},");

    private final byte[] body;
    private final List<ByteBuffer> slices = new ArrayList<>(6);
    private int done;

    private Edits(byte[] body) {
        this.body = body;
    }

    /// The body with each top-level `model` replaced and, where asked, the usage chunk of a stream demanded.
    ///
    /// @param injectUsage acts on streams only, and only where the client did not ask itself
    public static List<ByteBuffer> apply(Ask ask, String model, boolean injectUsage) {
        var edits = new Edits(ask.body());
        byte @Nullable [] name = model.equals(ask.model()) && ask.spans().models().size() == 1 ? null : quoted(model);
        boolean inject = injectUsage && ask.stream() && !ask.usageAsked();
        if (inject && opensOptions(ask.spans())) {
            edits.replace(ask.spans().open(), ask.spans().open(), WHOLE);
        }
        edits.both(ask.spans().models(), name, inject ? ask.spans() : null);
        return edits.finish();
    }

    /// How many bytes the slices are together.
    public static int length(List<ByteBuffer> slices) {
        int sum = 0;
        for (ByteBuffer slice : slices) {
            sum += slice.remaining();
        }
        return sum;
    }

    /// The slices as one array.
    public static byte[] join(List<ByteBuffer> slices) {
        byte[] all = new byte[length(slices)];
        int at = 0;
        for (ByteBuffer slice : slices) {
            int size = slice.remaining();
            slice.get(slice.position(), all, at, size);
            at += size;
        }
        return all;
    }

    private static boolean opensOptions(Ask.Spans spans) {
        return spans.streamOptions().isEmpty() && spans.includeUsage().isEmpty();
    }

    /// Models and usage edits in the order of their positions: they may stand in any.
    private void both(List<Ask.Span> models, byte @Nullable [] name, Ask.@Nullable Spans usage) {
        int next = 0;
        int optionsAt = usage == null ? -1 : firstOf(usage);
        for (; next < models.size() && (optionsAt < 0 || models.get(next).from() < optionsAt); next++) {
            rename(models.get(next), name);
        }
        if (usage != null && optionsAt >= 0) {
            demandUsage(usage);
        }
        for (; next < models.size(); next++) {
            rename(models.get(next), name);
        }
    }

    private static int firstOf(Ask.Spans usage) {
        return usage.streamOptions()
                .orElse(usage.includeUsage().isEmpty() ? -1 : usage.includeUsage().getFirst().from());
    }

    private void rename(Ask.Span span, byte @Nullable [] name) {
        if (name != null) {
            replace(span.from(), span.to(), name);
        }
    }

    private void demandUsage(Ask.Spans usage) {
        if (usage.streamOptions().isEmpty()) {
            var span = usage.includeUsage().getFirst();
            replace(span.from(), span.to(), OBJECT); // was "stream_options": null
        } else if (usage.includeUsage().isEmpty()) {
            int at = usage.streamOptions().getAsInt();
            replace(at, at, isEmptyObject(at) ? FIELD : FIELD_MORE);
        } else {
            usage.includeUsage().forEach(span -> replace(span.from(), span.to(), TRUE));
        }
    }

    private boolean isEmptyObject(int at) {
        int i = at;
        while (body[i] == ' ' || body[i] == '\n' || body[i] == '\r' || body[i] == '\t') {
            i++;
        }
        return body[i] == '}';
    }

    private void replace(int from, int to, byte[] with) {
        keepUpTo(from);
        slices.add(ByteBuffer.wrap(with).asReadOnlyBuffer());
        done = to;
    }

    private void keepUpTo(int end) {
        if (end > done) {
            slices.add(ByteBuffer.wrap(body, done, end - done));
        }
        done = end;
    }

    private List<ByteBuffer> finish() {
        keepUpTo(body.length);
        return List.copyOf(slices);
    }

    private static byte[] quoted(String text) {
        var out = new StringBuilder(text.length() + 2);
        ErrorBody.quote(out, text);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
