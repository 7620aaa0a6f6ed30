package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.wire.Head;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Locale;

/// A streamed reply in a framing of its provider's own that reads as server-sent events: each of its records is the data
/// of one event. For the thread that reads it.
///
/// @param body the events
record Reframed(Transport.Reply plain, InputStream body) implements Transport.Reply {
    private static final String TYPE = "content-type";

    /// The reply as it is where it is read as it is: errors, whole answers, streams that are events already.
    static Transport.Reply of(Transport.Reply reply, Dialect dialect, boolean stream) {
        if (!stream || reply.status() < 200 || reply.status() >= 300) {
            return reply;
        }
        var type = reply.head().first(TYPE).orElse("").toLowerCase(Locale.ROOT);
        return switch (dialect) {
            case OLLAMA -> type.startsWith("text/html") || type.startsWith("text/event-stream")
                    ? reply
                    : new Reframed(reply, new JsonLines(reply.body()));
            case BEDROCK -> AwsFrames.in(reply.head())
                    ? new Reframed(reply, new AwsFrames(reply.body(), ReplyHead.id(reply.head())))
                    : reply;
            case OPENAI, ANTHROPIC, GEMINI, VERTEX -> reply;
        };
    }

    @Override
    public int status() {
        return plain.status();
    }

    /// Says what it is by now: the provider's own type may be one of whole answers.
    @Override
    public Head head() {
        var fields = new ArrayList<Head.Field>();
        fields.add(new Head.Field(TYPE, "text/event-stream"));
        plain.head().fields().stream().filter(field -> !field.name().equalsIgnoreCase(TYPE)).forEach(fields::add);
        return new Head(fields);
    }

    @Override
    public void close() {
        plain.close();
    }
}
