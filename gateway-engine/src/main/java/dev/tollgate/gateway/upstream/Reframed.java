package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.wire.Head;
import java.io.InputStream;

/// A reply whose stream is framed in its dialect's own way, read as server-sent events: what comes after it knows no other
/// frames.
///
/// @param body the events
record Reframed(Transport.Reply plain, InputStream body) implements Transport.Reply {
    /// The reply itself where there is nothing to do.
    static Transport.Reply of(Transport.Reply reply, Dialect dialect) {
        return switch (dialect) {
            case BEDROCK -> AwsFrames.in(reply.head())
                    ? new Reframed(reply, new AwsFrames(reply.body(), ReplyHead.id(reply.head())))
                    : reply;
            case OPENAI, ANTHROPIC, GEMINI, VERTEX, OLLAMA -> reply;
        };
    }

    @Override
    public int status() {
        return plain.status();
    }

    @Override
    public Head head() {
        return plain.head();
    }

    @Override
    public void close() {
        plain.close();
    }
}
