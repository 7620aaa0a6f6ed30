package dev.tollgate.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/// Frames of Amazon's event stream, as its own library writes them.
public final class Frames {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// @param json with single quotes for double ones
    public Frames event(String name, String json) {
        return frame(Map.of(":message-type", HeaderValue.fromString("event"), ":event-type",
                HeaderValue.fromString(name), ":content-type", HeaderValue.fromString("application/json")), json);
    }

    /// @param json with single quotes for double ones
    public Frames exception(String name, String json) {
        return frame(Map.of(":message-type", HeaderValue.fromString("exception"), ":exception-type",
                HeaderValue.fromString(name), ":content-type", HeaderValue.fromString("application/json")), json);
    }

    public Frames error(String code, String message) {
        return frame(Map.of(":message-type", HeaderValue.fromString("error"), ":error-code",
                HeaderValue.fromString(code), ":error-message", HeaderValue.fromString(message)), "");
    }

    private Frames frame(Map<String, HeaderValue> headers, String json) {
        new Message(headers, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).encode(bytes);
        return this;
    }

    /// A whole short answer.
    public static Frames hello() {
        return new Frames().event("messageStart", "{'role':'assistant','p':'abc'}")
                .event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'Hello, '},'p':'ab'}")
                .event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'wörld'}}")
                .event("contentBlockStop", "{'contentBlockIndex':0}").event("messageStop", "{'stopReason':'end_turn'}")
                .event("metadata", "{'usage':{'inputTokens':11,'outputTokens':7,'totalTokens':18},'metrics':{}}");
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
