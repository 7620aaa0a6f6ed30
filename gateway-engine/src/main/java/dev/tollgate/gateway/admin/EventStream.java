package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;

/// `GET events`: what the console sees, as server-sent events. A slow reader loses events rather than slowing anybody.
final class EventStream {
    private static final int WAITING = 10_000;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Head HEAD = Head.of("Content-Type", "text/event-stream; charset=utf-8", "Cache-Control",
            "no-cache", "X-Accel-Buffering", "no");

    private final Events events;
    private final Time time;

    EventStream(Events events, Time time) {
        this.events = events;
        this.time = time;
    }

    void serve(Exchange exchange) throws IOException {
        var queue = new ArrayBlockingQueue<Event>(WAITING);
        var gone = new AtomicBoolean();
        exchange.onLeave(() -> gone.set(true));
        var stop = events.subscribe(queue::offer);
        try {
            exchange.head(200, HEAD);
            write(exchange, ": listening\n\n");
            exchange.keepAlive(HEAD);
            while (!gone.get()) {
                drain(exchange, queue);
                time.sleep(PAUSE);
            }
        } finally {
            stop.run();
        }
    }

    private static void drain(Exchange exchange, BlockingQueue<Event> queue) throws IOException {
        for (var event = queue.poll(); event != null; event = queue.poll()) {
            var json = json(event);
            write(exchange, "event: " + name(event) + "\ndata: " + json + "\n\n");
        }
    }

    private static void write(Exchange exchange, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.write(bytes, 0, bytes.length);
    }

    private static String name(Event event) {
        return switch (event) {
            case Event.Settled _ -> "settled";
            case Event.Committed _ -> "committed";
            case Event.TargetRests _ -> "target";
            case Event.LedgerState _ -> "ledger";
            case Event.ConfigApplied _ -> "config";
            case Event.Alarm _ -> "alarm";
            case Event.Acted _ -> "acted";
            case Event.BudgetStep _ -> "budget";
            case Event.Unknown _ -> "unknown_key";
        };
    }

    private static JsonNode json(Event event) {
        var json = new Json().put("at", event.at().toString());
        return switch (event) {
            case Event.Settled e -> Json.entry(e.entry(), false);
            case Event.Committed e -> json.put("sequence", e.sequence()).node();
            case Event.TargetRests e -> json.put("target", e.target()).put("until", e.until().toString())
                    .put("because", e.because()).node();
            case Event.LedgerState e -> json.put("recording", e.recording()).put("message", e.message()).node();
            case Event.ConfigApplied e -> json.put("version", e.version()).put("author", e.author()).node();
            case Event.Alarm e -> json.put("id", e.id()).put("name", e.name()).put("kind", e.kind())
                    .put("severity", e.severity()).put("state", e.state()).put("subject", e.subject())
                    .put("text", e.text()).node();
            case Event.Acted e -> json.put("author", e.author()).put("action", e.action()).put("subject", e.subject())
                    .node();
            case Event.BudgetStep e -> json.put("name", e.budget()).put("subject", e.subject())
                    .put("share", e.step().share()).put("action", e.step().action().word())
                    .put("unit", e.unit().word()).put("used", Guards.amount(e.unit(), e.used()))
                    .put("limit", Guards.amount(e.unit(), e.limit()))
                    .put("window_start", e.windowStart().toString()).node();
            case Event.Unknown e -> json.put("path", e.path()).put("user_agent", e.userAgent())
                    .put("key_sent", e.keySent()).node();
        };
    }
}
