package dev.tollgate.gateway.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Finds in a form with files (RFC 7578) what the gateway must know, and where, whatever the order of its parts. Files
/// are passed over. For one thread.
final class FormScan {
    private static final int MAX_HEAD = 16_384;
    private static final int MAX_VALUE = 1 << 20;
    private static final Pattern NAME = Pattern.compile("(?:.*;)?\\s*name=\"([^\"]*)\".*", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE = Pattern.compile(".*;\\s*filename\\*?=.*", Pattern.CASE_INSENSITIVE);

    private final Called called;
    private final Upload upload;
    private final ByteBuffer bytes;
    private final byte[] mark;
    private final List<Ask.Span> models = new ArrayList<>(1);
    private final Map<String, String> metadata = new TreeMap<>();
    private String model;
    private boolean stream;
    private boolean file;
    private int choices = 1;
    private long text;

    private FormScan(Called called, Upload upload) {
        this.called = called;
        this.upload = upload;
        this.bytes = upload.bytes();
        this.model = called.isKept() ? called.endpoint().word() : "";
        this.mark = ("--" + upload.boundary()).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Reads a form; what it refuses says which part is at fault.
    ///
    /// @param modelNeeded whether the call goes to a model that the form names
    static Scan scan(Called called, Upload upload, boolean modelNeeded) {
        var scan = new FormScan(called, upload);
        return scan.parts().or(() -> scan.missing(modelNeeded)).<Scan>map(Scan.Refused::new)
                .orElseGet(() -> new Scan.Read(scan.ask()));
    }

    private Ask ask() {
        return new Ask(called, model, stream, false, OptionalLong.empty(), OptionalLong.empty(), false, choices, text,
                false, false, false, Map.copyOf(metadata), new byte[0],
                new Ask.Spans(List.copyOf(models), 0, OptionalInt.empty(), List.of(), List.of()), new long[0],
                Optional.of(upload));
    }

    private Optional<Bad> missing(boolean modelNeeded) {
        if (modelNeeded && model.isEmpty()) {
            return wrong("model", "The field 'model' is missing: it names the model or route to call.");
        }
        return file ? Optional.empty() : wrong("file", "The form holds no file.");
    }

    /// Empty where all of them could be read.
    private Optional<Bad> parts() {
        int at = find(0);
        if (at < 0) {
            return wrong("body", "The form does not hold the boundary that its Content-Type names.");
        }
        while (!closes(at)) {
            int from = lineEnd(at + mark.length);
            int value = from < 0 ? -1 : headEnd(from);
            int next = value < 0 ? -1 : find(value);
            if (next < 0) {
                return wrong("body", "The form ends in the midst of a part.");
            }
            var odd = part(text(from, value), value, beforeMark(next));
            if (odd.isPresent()) {
                return odd;
            }
            at = next;
        }
        return Optional.empty();
    }

    private boolean closes(int at) {
        int after = at + mark.length;
        return after + 1 < bytes.limit() && bytes.get(after) == '-' && bytes.get(after + 1) == '-';
    }

    /// The line end before a boundary belongs to it.
    private int beforeMark(int at) {
        int end = at - 1;
        return end > 0 && bytes.get(end - 1) == '\r' ? end - 1 : end;
    }

    private Optional<Bad> part(String head, int from, int to) {
        var disposition = head.lines().filter(line -> line.toLowerCase(Locale.ROOT)
                .startsWith("content-disposition:")).findFirst().orElse("");
        var name = NAME.matcher(disposition);
        if (!name.matches()) {
            return wrong("body", "A part of the form has no name.");
        }
        if (FILE.matcher(disposition).matches()) {
            file = true;
            return Optional.empty();
        }
        if (to - from > MAX_VALUE) {
            return Optional.empty(); // not a field of ours
        }
        return field(name.group(1), from, to);
    }

    private Optional<Bad> field(String name, int from, int to) {
        var value = text(from, to);
        switch (name) {
            case "model" -> {
                model = value;
                models.add(new Ask.Span(from, to));
            }
            case "prompt" -> text += (long) to - from;
            case "user" -> metadata.put("user", value);
            case "stream" -> stream = value.equalsIgnoreCase("true");
            case "n" -> {
                if (!value.matches("[1-9]\\d{0,5}")) {
                    return wrong("n", "The field 'n' must be a whole number of at least 1.");
                }
                choices = Integer.parseInt(value);
            }
            default -> {
                // passes as it came
            }
        }
        return Optional.empty();
    }

    private String text(int from, int to) {
        var some = new byte[Math.max(0, to - from)];
        bytes.get(from, some);
        return new String(some, StandardCharsets.UTF_8);
    }

    /// Where the next boundary stands, at the beginning of a line; -1 without one.
    private int find(int from) {
        for (int i = from; i + mark.length <= bytes.limit(); i++) {
            if (bytes.get(i) == '-' && (i == 0 || bytes.get(i - 1) == '\n') && isMark(i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isMark(int at) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.get(at + i) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private int lineEnd(int from) {
        for (int i = from; i < Math.min(bytes.limit(), from + MAX_HEAD); i++) {
            if (bytes.get(i) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /// Behind the empty line that ends a part's head.
    private int headEnd(int from) {
        int at = from;
        while (at >= 0 && at - from < MAX_HEAD) {
            int next = lineEnd(at);
            if (next < 0) {
                return -1;
            }
            if (next - at <= 2 && (next - at == 1 || bytes.get(at) == '\r')) {
                return next;
            }
            at = next;
        }
        return -1;
    }

    private static Optional<Bad> wrong(String field, String text) {
        return Optional.of(new Bad(400, "invalid_request", Optional.of(field), text));
    }
}
