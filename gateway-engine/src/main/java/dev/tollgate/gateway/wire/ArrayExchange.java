package dev.tollgate.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;

/// Writes an event stream as one JSON array, event by event, for clients of Gemini that do not ask for `alt=sse`. Only
/// whole events come; comments are left out, and nothing is sent while upstream is silent, since JSON has no room for
/// it. As thread-safe as what it stands before.
public final class ArrayExchange implements Exchange {
    private static final String DATA = "data:";

    private final Exchange plain;
    private boolean streams;
    private boolean begun;

    public ArrayExchange(Exchange plain) {
        this.plain = plain;
    }

    /// Whether the client of this call wants its stream as an array.
    public static boolean wanted(Called called, Exchange exchange) {
        return called.stream() && !exchange.query().contains("alt=sse");
    }

    @Override
    public void head(int status, Head head) throws IOException {
        var fields = new ArrayList<>(head.fields());
        fields.removeIf(field -> field.name().equalsIgnoreCase("Content-Type"));
        fields.add(new Head.Field("Content-Type", "application/json; charset=utf-8"));
        streams = true;
        plain.head(status, new Head(fields));
    }

    @Override
    public void write(byte[] bytes, int from, int to) throws IOException {
        var json = array(bytes, from, to);
        if (json.length > 0) {
            plain.write(json, 0, json.length);
        }
    }

    @Override
    public void end(byte[] tail) throws IOException {
        if (!streams) {
            plain.end(tail);
            return;
        }
        var last = new ByteArrayOutputStream();
        last.writeBytes(array(tail, 0, tail.length));
        last.writeBytes(begun ? new byte[] {']'} : new byte[] {'[', ']'});
        plain.end(last.toByteArray());
    }

    private byte[] array(byte[] bytes, int from, int to) {
        var json = new StringBuilder();
        new String(bytes, from, to - from, StandardCharsets.UTF_8).lines().filter(line -> line.startsWith(DATA))
                .forEach(line -> {
                    json.append(begun ? ",\r\n" : "[").append(line.substring(DATA.length()).strip());
                    begun = true;
                });
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void answer(int status, Head head, byte[] body) throws IOException {
        plain.answer(status, head, body);
    }

    @Override
    public void abort() {
        plain.abort();
    }

    @Override
    public boolean committed() {
        return plain.committed();
    }

    @Override
    public String id() {
        return plain.id();
    }

    @Override
    public String method() {
        return plain.method();
    }

    @Override
    public String path() {
        return plain.path();
    }

    @Override
    public String query() {
        return plain.query();
    }

    @Override
    public Head requestHead() {
        return plain.requestHead();
    }

    @Override
    public InetSocketAddress client() {
        return plain.client();
    }

    @Override
    public Optional<Bad> pour(OutputStream into, long maxBody) throws IOException {
        return plain.pour(into, maxBody);
    }

    @Override
    public Payload read(long maxBody) {
        return plain.read(maxBody);
    }

    @Override
    public void onLeave(Runnable left) {
        plain.onLeave(left);
    }

    @Override
    public void tick(long nanos) {
        plain.tick(nanos);
    }

    @Override
    public void keepAlive(Head streamHead) {
        // a comment would break the array
    }
}
