package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.upstream.dialect.ChunkScan;
import dev.tollgate.gateway.upstream.dialect.Figures;
import dev.tollgate.gateway.upstream.dialect.ProviderError;
import dev.tollgate.gateway.upstream.dialect.Quirks;
import dev.tollgate.gateway.upstream.dialect.Reply;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.EventSplitter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Understands a chat or completions stream event by event and collects what may pass, byte for byte. Pure; for one
/// thread.
final class StreamReader {
    private static final int MAX_EVENT = 16 << 20;
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    /// What stands in the way of going on.
    enum Stop {
        NOTHING,
        DONE,
        ERROR,
        MALFORMED
    }

    private final EventSplitter splitter = new EventSplitter(MAX_EVENT);
    private final ChunkScan scan = new ChunkScan(true);
    private final Ask ask;
    private final Quirks quirks;
    private final boolean hidesUsage;
    private final Map<String, String> usage = new HashMap<>();
    private byte[] out = new byte[1024];
    private int length;
    private int events;
    private long textBytes;
    private boolean content;
    private boolean finished;
    private boolean ending;
    private Stop stop = Stop.NOTHING;
    private byte[] tail = DONE;
    private byte[] errorBody = {};
    private @Nullable Figures figures;
    private @Nullable ProviderError error;
    private @Nullable String model;

    /// Reads the answer to `ask`; `hidesUsage` keeps from the client a usage chunk that it did not ask for.
    StreamReader(Ask ask, Quirks quirks, boolean hidesUsage) {
        this.ask = ask;
        this.quirks = quirks;
        this.hidesUsage = hidesUsage;
    }

    void feed(byte[] bytes, int from, int to) {
        if (!splitter.feed(bytes, from, to, this::event)) {
            stopAt(Stop.MALFORMED);
        }
    }

    /// The stream is over: a last event may lack its empty line, half an event is dropped.
    void end() {
        ending = true;
        splitter.end(this::event);
    }

    private void event(byte[] bytes, int from, int to) {
        if (stop != Stop.NOTHING) {
            return;
        }
        events++;
        var event = Event.of(bytes, from, to);
        switch (event.kind()) {
            case QUIET -> pass(bytes, from, to);
            case DONE -> {
                tail = ending ? DONE : Arrays.copyOfRange(bytes, from, to);
                stopAt(Stop.DONE);
            }
            case ERROR -> error(event);
            case DATA -> {
                if (chunk(event)) {
                    pass(bytes, from, to);
                }
            }
        }
    }

    /// Whether the client may see it.
    private boolean chunk(Event event) {
        scan.scan(event.json(), event.from(), event.to());
        if (!scan.isValid()) {
            if (!ending) {
                stopAt(Stop.MALFORMED);
            }
            return false;
        }
        if (scan.hasError() && Reply.read(event.json(), event.from(), event.to()).flatMap(Reply::error).isPresent()) {
            error(event);
            return false;
        }
        content |= scan.hasContent();
        finished |= scan.isFinished();
        textBytes += scan.textBytes();
        if (model == null) {
            model = scan.model();
        }
        if (scan.hasUsage()) {
            usage(event);
        }
        return !(hidesUsage && scan.hasUsage() && !scan.hasChoices());
    }

    private void error(Event event) {
        error = ProviderError.read(event.json(), event.from(), event.to());
        errorBody = Arrays.copyOfRange(event.json(), event.from(), event.to());
        usage(event);
        stopAt(Stop.ERROR);
    }

    /// Each field's last value counts; chunks are never added up.
    private void usage(Event event) {
        Reply.read(event.json(), event.from(), event.to()).ifPresent(reply -> usage.putAll(reply.usage()));
        if (Figures.tells(usage)) {
            figures =
                    Figures.of(usage, ask.endpoint(), quirks, new Figures.Counted(this::inputGuess, this::outputGuess));
        }
    }

    private void stopAt(Stop why) {
        stop = why;
    }

    private void pass(byte[] bytes, int from, int to) {
        int size = to - from;
        if (length + size + 2 > out.length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + size + 2));
        }
        System.arraycopy(bytes, from, out, length, size);
        length += size;
        if (ending) {
            closeEvent();
        }
    }

    /// An event without its empty line gets one, so that what follows is not taken for a part of it.
    private void closeEvent() {
        boolean line = out[length - 1] == '\n' || out[length - 1] == '\r';
        out[length++] = '\n';
        if (!line) {
            out[length++] = '\n';
        }
    }

    /// Bytes that may be written; valid until [#written].
    byte[] out() {
        return out;
    }

    int length() {
        return length;
    }

    void written() {
        length = 0;
        if (out.length > 1 << 18) {
            out = new byte[1024];
        }
    }

    int events() {
        return events;
    }

    boolean hasBegun() {
        return content || finished;
    }

    boolean isFinished() {
        return finished;
    }

    Stop stop() {
        return stop;
    }

    /// The end marker as it came, else a new one.
    byte[] tail() {
        return tail;
    }

    ProviderError error() {
        return error == null ? ProviderError.SILENT : error;
    }

    byte[] errorBody() {
        return errorBody;
    }

    Optional<String> model() {
        return Optional.ofNullable(model);
    }

    Optional<Figures> figures() {
        return Optional.ofNullable(figures);
    }

    private long inputGuess() {
        return Estimator.tokens(ask.inputBytes());
    }

    private long outputGuess() {
        return Estimator.tokens(textBytes);
    }

    long inputSoFar() {
        return figures == null ? inputGuess() : figures.usage().get(Unit.INPUT);
    }

    long outputSoFar() {
        return Math.max(outputGuess(), figures == null ? 0 : figures.usage().get(Unit.OUTPUT));
    }

    /// What the provider reported, else our own count: of a whole answer an estimate, of a broken one at least this.
    Usage usage(boolean whole) {
        if (figures != null && (whole || figures.usage().get(Unit.OUTPUT) > 0 || textBytes == 0)) {
            return figures.usage();
        }
        return Usage.of(inputSoFar(), outputGuess(), whole ? UsageSource.ESTIMATED : UsageSource.AT_LEAST);
    }

    List<String> notes() {
        return figures == null ? List.of() : figures.notes();
    }
}
