package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Endpoint;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Finds in one pass over a body what the gateway must know, and where: no tree, no text made of what only passes.
public final class AskScanner {
    private static final int DEPTH = 1000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE).build())
            .build();

    private AskScanner() {}

    /// Reads a JSON body; what it refuses says which field or byte is at fault, and quotes nothing of the body.
    public static Scan scan(Endpoint endpoint, byte[] body) {
        return scan(Called.plain(endpoint), body);
    }

    /// The same for what reading a body gave.
    public static Scan scan(Called called, Payload payload) {
        return switch (payload) {
            case Payload.Refused(var bad) -> new Scan.Refused(bad);
            case Payload.Whole(var bytes) -> scan(called, bytes);
        };
    }

    /// The same for a form with files.
    ///
    /// @param modelNeeded whether the call goes to a model that the form names
    public static Scan scan(Called called, Upload upload, boolean modelNeeded) {
        return FormScan.scan(called, upload, modelNeeded);
    }

    /// The same where the path has told what the body need not.
    public static Scan scan(Called called, byte[] body) {
        int bad = Utf8.firstBad(body);
        if (bad >= 0) {
            return notJson("The request body is not valid UTF-8", bad);
        }
        int strange = notPlain(body);
        if (strange >= 0) {
            return notJson("The request body is not JSON in plain UTF-8", strange);
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            return new Scan.Read(PieceBuilder.reads(called)
                    ? new PieceBuilder(called, body, parser).build()
                    : new AskBuilder(called, body, parser).build());
        } catch (WrongField wrong) {
            return new Scan.Refused(new Bad(400, "invalid_request", Optional.of(wrong.field), wrong.text));
        } catch (StreamConstraintsException tooMuch) {
            return notJson("The request body is nested deeper than 1,000 levels", offset(tooMuch, body));
        } catch (JacksonException malformed) {
            return notJson(body.length == 0
                    ? "The request body is empty; it must be a JSON object"
                    : "The request body is not valid JSON", offset(malformed, body));
        }
    }

    /// The parser would take a byte order mark or UTF-16 for an encoding, and count its offsets otherwise.
    private static int notPlain(byte[] body) {
        if (body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
            return 0;
        }
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int offset(JacksonException e, byte[] body) {
        var location = e.getLocation();
        long at = location == null ? body.length : location.getByteOffset();
        return at < 0 ? body.length : (int) Math.min(at, body.length);
    }

    private static Scan notJson(String what, int offset) {
        return new Scan.Refused(new Bad(400, "invalid_json", Optional.empty(), what + " (at byte " + offset + ")."));
    }

    /// A field is missing or has the wrong type; thrown and caught in this package only.
    static final class WrongField extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String field;
        private final String text;

        WrongField(String field, String text) {
            super(field, null, false, false);
            this.field = field;
            this.text = text;
        }
    }
}
