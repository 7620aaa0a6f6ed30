package dev.tollgate.gateway.http;

import dev.tollgate.gateway.wire.Bad;
import dev.tollgate.gateway.wire.BlockInput;
import dev.tollgate.gateway.wire.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

/// Reads one request's body within its limit, which holds for the bytes on the wire and for what they inflate to.
final class BodyReader {
    private static final int DISCARDED = 65_536;
    private static final int PIECE = 65_536;
    private static final byte[] NOTHING = {};
    private static final Set<String> CODINGS = Set.of("identity", "gzip", "deflate", "zstd");

    private final RequestHead request;
    private final SessionInputBufferImpl buffer;
    private final ClientInput in;
    private boolean touched;
    private boolean complete;

    BodyReader(RequestHead request, SessionInputBufferImpl buffer, ClientInput in) {
        this.request = request;
        this.buffer = buffer;
        this.in = in;
        this.complete = !request.hasBody();
    }

    /// Whether nothing of this request is left on the wire, or little enough to be read and dropped after the answer.
    boolean leavesConnectionUsable() {
        return complete || (!touched && !request.expectsContinue() && !request.chunked && request.length <= DISCARDED);
    }

    boolean complete() {
        return complete;
    }

    /// What is wrong with the declared body, before a byte of it is read.
    Optional<Bad> refusal(long most) {
        String coding = coding();
        if (!CODINGS.contains(coding)) {
            return Optional.of(unsupported("The Content-Encoding '" + Text.quotable(coding)
                    + "' is not supported; send the body plain, or as gzip, deflate or zstd."));
        }
        return request.length > most ? Optional.of(tooLarge(most)) : Optional.empty();
    }

    /// Reads it all.
    Payload read(long maxBody) throws IOException {
        long most = Math.min(maxBody, Integer.MAX_VALUE - 16);
        return taken(most, () -> isPlain() && !request.chunked
                ? exactly((int) request.length)
                : upTo(most, BodyReader::drain));
    }

    /// Writes it all to `into` as it comes; what is taken has no bytes then.
    Payload pour(OutputStream into, long maxBody) throws IOException {
        long most = Math.min(maxBody, Integer.MAX_VALUE - 16);
        return taken(most, () -> upTo(most, from -> {
            from.transferTo(into);
            return NOTHING;
        }));
    }

    private interface Taking {
        byte[] take() throws IOException;
    }

    private interface Draining {
        byte[] drain(InputStream from) throws IOException;
    }

    private boolean isPlain() {
        return coding().equals("identity");
    }

    private Payload taken(long most, Taking how) throws IOException {
        if (complete) {
            return new Payload.Whole(NOTHING);
        }
        touched = true;
        try {
            byte[] bytes = how.take();
            complete = true;
            return new Payload.Whole(bytes);
        } catch (TooLarge tooLarge) {
            return new Payload.Refused(tooLarge(most));
        } catch (MalformedChunkCodingException malformed) {
            return refused("The request's chunked body is malformed: " + malformed.getMessage() + ".");
        } catch (ZipException malformed) {
            return refused("The request body is not valid " + coding() + " data.");
        } catch (Cut cut) {
            return refused("The connection ended before the request body was complete.");
        } catch (LinkageError noNativeCode) {
            return new Payload.Refused(unsupported("The Content-Encoding '" + coding()
                    + "' cannot be read on this machine; send the body plain, or as gzip or deflate."));
        }
    }

    /// Drops a small body that nobody wanted.
    void discard() throws IOException {
        if (!complete) {
            touched = true;
            exactly((int) request.length);
            complete = true;
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        int at = 0;
        while (at < length) {
            int read = buffer.read(bytes, at, length - at, in);
            if (read < 0) {
                throw new Cut();
            }
            at += read;
        }
        return bytes;
    }

    private byte[] upTo(long most, Draining how) throws IOException {
        InputStream raw = new Limited(request.chunked ? new ChunkedBody(buffer, in) : new Fixed(), most);
        if (isPlain()) {
            return how.drain(raw);
        }
        byte[] bytes;
        try (InputStream inflated = new Limited(inflating(raw), most)) {
            bytes = how.drain(inflated);
        } catch (java.io.EOFException cutOrShort) {
            throw new ZipException("short");
        }
        if (raw.read() >= 0) {
            throw new ZipException("more follows");
        }
        return bytes;
    }

    /// Pieces first, the whole at the end: never more than twice the body's size.
    private static byte[] drain(InputStream from) throws IOException {
        var pieces = new ArrayList<byte[]>();
        int size = 0;
        byte[] piece = from.readNBytes(PIECE);
        while (piece.length > 0) {
            pieces.add(piece);
            size += piece.length;
            piece = from.readNBytes(Math.min(Math.max(PIECE, size), 4_000_000));
        }
        byte[] whole = new byte[size];
        int at = 0;
        for (byte[] each : pieces) {
            System.arraycopy(each, 0, whole, at, each.length);
            at += each.length;
        }
        return whole;
    }

    private InputStream inflating(InputStream raw) throws IOException {
        return switch (coding()) {
            case "gzip" -> new GZIPInputStream(raw, 8192);
            case "zstd" -> new ZstdInput(raw);
            default -> deflated(raw);
        };
    }

    /// With the header that the standard wants, or without, as some send it.
    private static InputStream deflated(InputStream raw) throws IOException {
        byte[] start = raw.readNBytes(2);
        boolean zlib = start.length == 2 && (start[0] & 0x0F) == 8
                && (((start[0] & 0xFF) << 8) | (start[1] & 0xFF)) % 31 == 0;
        return new InflaterInputStream(new SequenceInputStream(new ByteArrayInputStream(start), raw),
                new Inflater(!zlib), 8192) {
            @Override
            public void close() throws IOException {
                inf.end();
                super.close();
            }
        };
    }

    private String coding() {
        if (request.coding == null || request.coding.isEmpty()) {
            return "identity";
        }
        String coding = request.coding.trim().toLowerCase(Locale.ROOT);
        return coding.equals("x-gzip") ? "gzip" : coding;
    }

    private static Bad tooLarge(long most) {
        return new Bad(413, "request_too_large", Optional.empty(),
                "The request body is larger than the " + most
                        + " bytes allowed here (listen.max_body, for forms with files listen.max_multipart).");
    }

    private static Bad unsupported(String message) {
        return new Bad(415, "unsupported_media_type", Optional.empty(), message);
    }

    private static Payload refused(String message) {
        return new Payload.Refused(new Bad(400, "invalid_request", Optional.empty(), message));
    }

    /// A body with a declared length, as a stream.
    private final class Fixed extends BlockInput {
        private long left = request.length;

        @Override
        public int read(byte[] bytes, int from, int size) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = buffer.read(bytes, from, (int) Math.min(left, size), in);
            if (read < 0) {
                throw new Cut();
            }
            left -= read;
            return read;
        }
    }

    /// Passes `left` bytes and throws at the next one.
    private static final class Limited extends BlockInput {
        private final InputStream from;
        private long left;

        Limited(InputStream from, long most) {
            this.from = from;
            this.left = most;
        }

        @Override
        public int read(byte[] bytes, int at, int size) throws IOException {
            int read = from.read(bytes, at, (int) Math.min(size, left + 1));
            left -= Math.max(0, read);
            if (left < 0) {
                throw new TooLarge();
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            from.close();
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Cut extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
