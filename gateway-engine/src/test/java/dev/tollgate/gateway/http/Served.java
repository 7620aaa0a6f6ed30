package dev.tollgate.gateway.http;

import dev.tollgate.gateway.config.Listen;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Bad;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Handler;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// A listener with a handler, and a clock for its ticks that the test moves.
final class Served implements AutoCloseable {
    static final Head JSON = Head.of("Content-Type", "application/json");
    static final Head EVENTS = Head.of("Content-Type", "text/event-stream; charset=utf-8");
    static final int MAX_BODY = 1000;

    final Listener listener;
    private long nanos;

    /// A handler that may throw what a socket throws.
    interface Answering {
        void handle(Exchange exchange) throws IOException, InterruptedException;
    }

    private Served(Listener listener) {
        this.listener = listener;
    }

    static Served with(Answering answering) throws IOException {
        return with(Options.loopback(0), answering);
    }

    static Served with(Options options, Answering answering) throws IOException {
        Handler handler = exchange -> {
            try {
                answering.handle(exchange);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        };
        return new Served(Listener.start(options, Time.system(), handler));
    }

    /// Answers `METHOD path?query body`, or the refusal of the body.
    static Served echo() throws IOException {
        return with(Served::echo);
    }

    static void echo(Exchange exchange) throws IOException {
        switch (exchange.read(MAX_BODY)) {
            case Payload.Refused(Bad bad) ->
                exchange.answer(bad.status(), JSON, ErrorBody.of(exchange.protocol(), bad));
            case Payload.Whole(byte[] body) -> {
                String text = exchange.method() + " " + exchange.path() + "?" + exchange.query() + " ";
                exchange.answer(200, JSON, (text + new String(body, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    static Options options(List<String> hosts, List<String> origins) {
        var base = Listen.DEFAULTS;
        return Options.of(
                new Listen(base.hosts(), 0, hosts, origins, base.maxBody(), base.maxMultipart(), base.headTimeout()));
    }

    RawClient client() throws IOException {
        return new RawClient(listener.port());
    }

    /// Moves the watchman's clock and ticks.
    void pass(Duration time) {
        nanos += time.toNanos();
        listener.tick(nanos);
    }

    /// Ticks until `time` has passed, each 20 ms, so that what began in between is noticed.
    void passSlowly(Duration time) {
        for (long end = nanos + time.toNanos(); nanos < end;) {
            pass(Duration.ofMillis(20));
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
