package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The few changes a body needs on its way, as slices over the original: what is not named here stays byte for byte.
public final class Edits {
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FIELD = ascii("\"include_usage\":true");
    private static final byte[] FIELD_MORE = ascii("\"include_usage\":true,");
    private static final byte[] OBJECT = ascii("{\"include_usage\":true}");
    private static final byte[] WHOLE = ascii("\"stream_options\":{\"include_usage\":true},");

    private static final Comparator<Change> BY_PLACE = Comparator.comparingInt(Change::from);

    /// One piece of the body and what stands there instead.
    private record Change(int from, int to, byte[] with) {}

    private final ByteBuffer body;
    private final List<Change> changes = new ArrayList<>(4);
    private final List<ByteBuffer> slices = new ArrayList<>(6);
    private int done;

    private Edits(ByteBuffer body) {
        this.body = body;
    }

    /// The body with each top-level `model` replaced, the gateway's own cap of the output written in and, where asked,
    /// the usage chunk of a stream demanded.
    ///
    /// @param capField how the target calls a cap: `max_tokens` or `max_completion_tokens`
    /// @param injectUsage acts on streams only, and only where the client did not ask itself
    public static List<ByteBuffer> apply(Ask ask, String model, String capField, boolean injectUsage) {
        return apply(ask, model, capField, injectUsage, Optional.empty());
    }

    /// The same.
    ///
    /// @param instead a member such as `"version":"1"` that stands in place of `model`, name and all, where the address names
    ///   the model
    public static List<ByteBuffer> apply(Ask ask, String model, String capField, boolean injectUsage,
            Optional<String> instead) {
        var edits = new Edits(ask.upload().map(Upload::bytes).orElseGet(() -> ByteBuffer.wrap(ask.body())));
        if (instead.isPresent()) {
            ask.spans().models().forEach(span -> edits.replace(edits.nameOf(span.from()), span.to(),
                    ascii(instead.get())));
        } else if (!model.equals(ask.model()) || ask.spans().models().size() != 1) {
            edits.name(ask, model);
        }
        if (injectUsage && ask.stream() && !ask.usageAsked()) {
            edits.demandUsage(ask.spans());
        }
        if (ask.added() && ask.maxOutput().isPresent()) {
            var number = Long.toString(ask.maxOutput().getAsLong());
            if (ask.protocol() == Protocol.GEMINI) {
                edits.generationCap(ask.spans(), number);
            } else {
                edits.cap(ask.spans(), capField, number);
            }
        }
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

    /// Where the name of the member begins whose value stands there.
    private int nameOf(int value) {
        int end = value - 1;
        while (body.get(end) != '"') {
            end--;
        }
        int from = end - 1;
        while (body.get(from) != '"') {
            from--;
        }
        return from;
    }

    private void name(Ask ask, String model) {
        byte[] name = ask.upload().isPresent() ? model.getBytes(StandardCharsets.UTF_8) : quoted(model);
        ask.spans().models().forEach(span -> replace(span.from(), span.to(), name));
        if (ask.endpoint() == Endpoint.MODERATIONS && ask.spans().models().isEmpty()) {
            int open = ask.spans().open();
            replace(open, open, ascii("\"model\":" + new String(name, StandardCharsets.UTF_8) + ","));
        }
    }

    private void demandUsage(Ask.Spans usage) {
        if (usage.streamOptions().isPresent() && usage.includeUsage().isEmpty()) {
            int at = usage.streamOptions().getAsInt();
            replace(at, at, isEmptyObject(at) ? FIELD : FIELD_MORE);
        } else if (usage.streamOptions().isPresent()) {
            usage.includeUsage().forEach(span -> replace(span.from(), span.to(), TRUE));
        } else if (usage.includeUsage().isEmpty()) {
            replace(usage.open(), usage.open(), WHOLE);
        } else {
            var span = usage.includeUsage().getFirst();
            replace(span.from(), span.to(), OBJECT); // was "stream_options": null
        }
    }

    /// A null of that name says the number instead: beside it the number would not count, since the last one does.
    private void cap(Ask.Spans spans, String field, String number) {
        boolean stood = false;
        for (var cap : spans.nullCaps()) {
            if (cap.field().equals(field)) {
                replace(cap.value().from(), cap.value().to(), ascii(number));
                stood = true;
            }
        }
        if (!stood) {
            replace(spans.open(), spans.open(), ascii("\"" + field + "\":" + number + ","));
        }
    }

    /// Gemini's cap stands one level deeper.
    private void generationCap(Ask.Spans spans, String number) {
        if (!spans.nullCaps().isEmpty()) {
            spans.nullCaps().forEach(cap -> replace(cap.value().from(), cap.value().to(), ascii(number)));
        } else if (spans.streamOptions().isPresent()) {
            int at = spans.streamOptions().getAsInt();
            replace(at, at, ascii("\"maxOutputTokens\":" + number + (isEmptyObject(at) ? "" : ",")));
        } else {
            replace(spans.open(), spans.open(), ascii("\"generationConfig\":{\"maxOutputTokens\":" + number + "},"));
        }
    }

    private boolean isEmptyObject(int at) {
        int i = at;
        while (" \n\r\t".indexOf(body.get(i)) >= 0) {
            i++;
        }
        return body.get(i) == '}';
    }

    private void replace(int from, int to, byte[] with) {
        changes.add(new Change(from, to, with));
    }

    private void keepUpTo(int end) {
        if (end > done) {
            slices.add(body.slice(done, end - done));
        }
        done = end;
    }

    /// The changes may stand in any order in the body.
    private List<ByteBuffer> finish() {
        if (changes.size() > 1) {
            changes.sort(BY_PLACE);
        }
        for (Change change : changes) {
            keepUpTo(change.from);
            slices.add(ByteBuffer.wrap(change.with).asReadOnlyBuffer());
            done = change.to;
        }
        keepUpTo(body.limit());
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
