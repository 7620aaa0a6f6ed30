package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.wire.BlockInput;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;
import software.amazon.awssdk.eventstream.MessageDecoder;
import tools.jackson.databind.node.ObjectNode;

/// Amazon's binary event stream as server-sent events: a frame's payload with the event's name as `type`, an exception as
/// an `error` object. A frame that is broken becomes an event that is no JSON, and is the last. For one thread.
final class AwsFrames extends BlockInput {
    private static final byte[] BROKEN = "data: a broken frame\n\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream frames;
    private final String id;
    private final byte[] buffer = new byte[2048];
    private final EventOut events = new EventOut();
    private final MessageDecoder decoder = new MessageDecoder(this::frame);
    private int at;
    private boolean broken;

    /// @param id of the reply, which the events do not name; told with the first of them
    AwsFrames(InputStream frames, String id) {
        this.frames = frames;
        this.id = id;
    }

    /// Whether a reply with this head is such a stream.
    static boolean in(Head head) {
        return head.first("content-type").orElse("").toLowerCase(Locale.ROOT)
                .startsWith("application/vnd.amazon.eventstream");
    }

    @Override
    public int read(byte[] into, int from, int size) throws IOException {
        while (at == events.length()) {
            events.clear();
            at = 0;
            int count = broken ? -1 : frames.read(buffer, 0, buffer.length);
            if (count < 0) {
                return -1;
            }
            feed(count);
        }
        int count = Math.min(size, events.length() - at);
        System.arraycopy(events.bytes(), at, into, from, count);
        at += count;
        return count;
    }

    /// What the library throws at a wrong checksum or a length that cannot be is not told apart: either ends the stream.
    private void feed(int count) {
        try {
            decoder.feed(buffer, 0, count);
        } catch (RuntimeException wrong) {
            broken = true;
            events.append(BROKEN);
        }
    }

    private void frame(Message frame) {
        switch (word(frame, ":message-type").orElse("event")) {
            case "exception" -> failed(word(frame, ":exception-type").orElse(""), message(payload(frame)));
            case "error" -> failed(word(frame, ":error-code").orElse(""), word(frame, ":error-message").orElse(""));
            default -> event(word(frame, ":event-type").orElse(""), payload(frame));
        }
    }

    private static Optional<String> word(Message frame, String header) {
        return Optional.ofNullable(frame.getHeaders().get(header)).map(HeaderValue::getString);
    }

    private static Optional<ObjectNode> payload(Message frame) {
        var bytes = frame.getPayload();
        return Json.read(bytes, 0, bytes.length).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    }

    private void event(String name, Optional<ObjectNode> payload) {
        var event = payload.orElseThrow(() -> new IllegalArgumentException("the payload is no JSON object"));
        if (name.equals("messageStart") && !id.isEmpty()) {
            event.put("id", id);
        }
        events.data(event.put("type", name));
    }

    private static String message(Optional<ObjectNode> payload) {
        return payload.flatMap(json -> Json.string(json, "message").or(() -> Json.string(json, "Message"))).orElse("");
    }

    private void failed(String type, String message) {
        var event = Json.object().put("type", "exception");
        event.putObject("error").put("type", type).put("message", message);
        events.data(event);
    }
}
