package dev.tollgate.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// What a [ScriptedUpstream] answers to one request, step by step. Built by one thread, then only read.
public final class Script {
    /// One step of an answer.
    public sealed interface Step {
        /// Bytes on the wire, flushed.
        record Raw(byte[] bytes) implements Step {}

        /// Waits until the test opens the gate (or the peer is gone, or the upstream closes).
        record Gate(CountDownLatch gate) implements Step {}

        /// Tells the test that all before has been sent.
        record Told(CountDownLatch sent) implements Step {}

        /// Says nothing for so long, less where the peer leaves: for deadlines that are measured in real time.
        record Silence(Duration length) implements Step {}

        /// Says nothing more until the peer leaves or the upstream closes.
        record Stall() implements Step {}

        /// Ends the connection in order (FIN), whatever was promised.
        record Cut() implements Step {}

        /// Ends the connection by a reset (RST).
        record Reset() implements Step {}
    }

    private static final byte[] CRLF = {'\r', '\n'};

    private final List<Step> steps = new ArrayList<>();
    private final StringBuilder head = new StringBuilder();
    private boolean headOpen;
    private boolean chunked;

    private Script() {}

    /// An answer with a Content-Length and `application/json`.
    public static Script json(int status, String body) {
        return reply(status).header("Content-Type", "application/json").body(body);
    }

    /// An answer that begins with this status; add headers, then [#body], [#chunk] or [#raw].
    public static Script reply(int status) {
        var script = new Script();
        script.head.append("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        script.headOpen = true;
        return script;
    }

    /// A chunked event stream; add [#event] or [#chunk], then [#end].
    public static Script stream() {
        return reply(200).header("Content-Type", "text/event-stream").chunked();
    }

    /// Reads the request and says nothing.
    public static Script never() {
        return new Script().stall();
    }

    /// Bytes as they are, no head made.
    public static Script bytes(String raw) {
        return new Script().raw(raw.getBytes(StandardCharsets.UTF_8));
    }

    /// Reads the request, then resets.
    public static Script hangUp() {
        return new Script().reset();
    }

    public Script header(String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    public Script chunked() {
        chunked = true;
        return header("Transfer-Encoding", "chunked");
    }

    /// The whole body, with its length.
    public Script body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    public Script body(byte[] bytes) {
        header("Content-Length", Integer.toString(bytes.length));
        return raw(bytes);
    }

    /// `data: TEXT` as one event in one chunk.
    public Script event(String text) {
        return chunk("data: " + text + "\n\n");
    }

    public Script chunk(String text) {
        return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /// One chunk, or the bytes as they are where the answer is not chunked.
    public Script chunk(byte[] bytes) {
        if (!chunked) {
            return raw(bytes);
        }
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return raw(concat(concat(size, bytes), CRLF));
    }

    public Script raw(byte[] bytes) {
        byte[] opened = takeHead();
        steps.add(new Step.Raw(opened.length == 0 ? bytes : concat(opened, bytes)));
        return this;
    }

    /// Sends what stands so far, then waits for the gate.
    public Script gate(CountDownLatch gate) {
        flushHead();
        steps.add(new Step.Gate(gate));
        return this;
    }

    /// Sends what stands so far, then counts down.
    public Script told(CountDownLatch sent) {
        flushHead();
        steps.add(new Step.Told(sent));
        return this;
    }

    public Script silence(Duration length) {
        flushHead();
        steps.add(new Step.Silence(length));
        return this;
    }

    public Script stall() {
        flushHead();
        steps.add(new Step.Stall());
        return this;
    }

    public Script cut() {
        flushHead();
        steps.add(new Step.Cut());
        return this;
    }

    public Script reset() {
        flushHead();
        steps.add(new Step.Reset());
        return this;
    }

    /// The terminating chunk of a chunked answer.
    public Script end() {
        return raw(chunked ? "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII) : new byte[0]);
    }

    List<Step> steps() {
        flushHead();
        return List.copyOf(steps);
    }

    private void flushHead() {
        if (headOpen) {
            steps.add(new Step.Raw(takeHead()));
        }
    }

    private byte[] takeHead() {
        if (!headOpen) {
            return new byte[0];
        }
        headOpen = false;
        return (head + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] both = new byte[one.length + two.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }
}
