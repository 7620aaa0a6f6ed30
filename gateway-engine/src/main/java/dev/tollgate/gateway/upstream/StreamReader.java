package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.upstream.dialect.ChunkScan;
import dev.tollgate.gateway.upstream.dialect.Figures;
import dev.tollgate.gateway.upstream.dialect.ProviderError;
import dev.tollgate.gateway.upstream.dialect.Quirks;
import dev.tollgate.gateway.upstream.dialect.Reply;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.EventSplitter;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import dev.tollgate.gateway.wire.neutral.PieceWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Understands a stream event by event and collects what the client gets of it: byte for byte where both sides speak the
/// same protocol, else rewritten. Pure; for one thread.
final class StreamReader implements Reading {
    private static final int MAX_EVENT = 16 << 20;
    private static final byte[] NOTHING = {};
    private static final byte[] LINE = {'\n'};
    private static final byte[] LINES = {'\n', '\n'};
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    /// What stands in the way of going on.
    enum Stop {
        NOTHING,
        DONE,
        ERROR,
        MALFORMED,
        /// Not the answer that the client has the beginning of.
        DIFFERS
    }

    private final EventSplitter splitter = new EventSplitter(MAX_EVENT);
    private final ChunkScan scan = new ChunkScan(true);
    private final Ask ask;
    private final Way way;
    private final Quirks quirks;
    private final @Nullable PieceSense sense;
    private final @Nullable PieceWriter writer;
    private final @Nullable Seam seam;
    private final boolean hidesUsage;
    /// Usage by path, the last value of each; never added up.
    private final Map<String, String> stated;
    private final EventOut out = new EventOut();
    private int events;
    private long textBytes;
    private boolean content;
    private boolean finished;
    private boolean ending;
    private Stop stop = Stop.NOTHING;
    private byte[] tail;
    private byte[] errorBody = {};
    private @Nullable Figures figures;
    private @Nullable ProviderError error;
    private @Nullable String model;

    /// Reads the answer to `ask` that comes this way; `hidesUsage` keeps from the client a usage chunk that it did not
    /// ask for.
    StreamReader(Ask ask, Way way, Quirks quirks, boolean hidesUsage) {
        this.ask = ask;
        this.way = way;
        this.quirks = quirks;
        this.hidesUsage = hidesUsage;
        seam = way.seam().orElse(null);
        writer = way.seam().map(Seam::writer).or(() -> way.translation().map(Translation::writer)).orElse(null);
        sense = way.translation().map(Translation::reader).or(() -> own(way))
                .map(reader -> new PieceSense(way.protocol(), reader)).orElse(null);
        stated = sense != null ? sense.usage() : new HashMap<>();
        tail = way.protocol() == Protocol.CHAT ? DONE : NOTHING;
    }

    /// A chat stream that only passes is scanned, not read.
    private static Optional<PieceReader> own(Way way) {
        return way.protocol() == Protocol.CHAT && way.seam().isEmpty()
                ? Optional.empty()
                : Optional.of(Forms.provider(way.protocol()).reader());
    }

    @Override
    public void feed(byte[] bytes, int from, int to) {
        if (!splitter.feed(bytes, from, to, this::event)) {
            stopAt(Stop.MALFORMED);
        }
    }

    /// The stream is over: a last event may lack its empty line, half an event is dropped.
    @Override
    public void end() {
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
            case QUIET -> {
                if (writer == null && !ending) { // half an event's name is not to look like the event
                    pass(bytes, from, to);
                }
            }
            case DONE -> {
                if (way.protocol() == Protocol.CHAT) { // elsewhere a proxy's habit: it ends nothing, and is not passed
                                                       // on
                    tail = ending ? DONE : Arrays.copyOfRange(bytes, from, to);
                    stopAt(Stop.DONE);
                }
            }
            case ERROR -> failed(Arrays.copyOfRange(event.json(), event.from(), event.to()));
            case DATA -> {
                if (sense != null) {
                    piece(sense, event, bytes, from, to);
                } else if (chunk(event)) {
                    pass(bytes, from, to);
                }
            }
        }
    }

    /// An event that ends a stream is held back like an end marker.
    private void piece(PieceSense read, Event event, byte[] bytes, int from, int to) {
        var told = read.read(event, this::convert);
        if (read.hasUsage()) {
            figure();
        }
        switch (told) {
            case GOES_ON -> {
                if (writer == null) {
                    pass(bytes, from, to);
                }
            }
            case ENDS -> {
                tail = last(bytes, from, to);
                stopAt(Stop.DONE);
            }
            case ERROR -> failed(read.error());
            case GARBLED -> {
                if (!ending) {
                    stopAt(Stop.MALFORMED);
                }
            }
        }
    }

    private byte[] last(byte[] bytes, int from, int to) {
        var event = new EventOut();
        event.append(bytes, from, to);
        if (ending) {
            closeEvent(event);
        }
        return event.copy();
    }

    private void convert(Piece piece) {
        if (writer != null && seam != null) {
            seam.take(piece, joined -> writer.write(joined, soFar(), out));
        } else if (writer != null) {
            writer.write(way.translation().map(own -> own.named(piece)).orElse(piece), soFar(), out);
        }
    }

    private Usage soFar() {
        return figures != null ? figures.usage() : Usage.of(inputGuess(), 0, UsageSource.ESTIMATED);
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
            failed(Arrays.copyOfRange(event.json(), event.from(), event.to()));
            return false;
        }
        content |= scan.hasContent();
        finished |= scan.isFinished();
        textBytes += scan.textBytes();
        if (model == null) {
            model = scan.model();
        }
        if (scan.hasUsage()) {
            usage(event.json(), event.from(), event.to());
        }
        return !(hidesUsage && scan.hasUsage() && !scan.hasChoices());
    }

    private void failed(byte[] body) {
        error = ProviderError.read(body, 0, body.length);
        errorBody = body;
        usage(body, 0, body.length);
        stopAt(Stop.ERROR);
    }

    private void usage(byte[] json, int from, int to) {
        Reply.read(json, from, to).ifPresent(reply -> stated.putAll(reply.usage()));
        figure();
    }

    private void figure() {
        if (Figures.tells(stated, way.protocol())) {
            figures = Figures.of(stated, way.at(), quirks, new Figures.Counted(this::inputGuess, this::outputGuess));
        }
    }

    private void stopAt(Stop why) {
        stop = why;
    }

    private void pass(byte[] bytes, int from, int to) {
        out.append(bytes, from, to);
        if (ending) {
            closeEvent(out);
        }
    }

    /// An event without its empty line gets one: what follows would be taken for a part of it, and without anything
    /// following clients would drop it.
    private static void closeEvent(EventOut event) {
        byte last = event.bytes()[event.length() - 1];
        event.append(last == '\n' || last == '\r' ? LINE : LINES);
    }

    /// Bytes that may be written; valid until [#written].
    @Override
    public byte[] out() {
        return out.bytes();
    }

    @Override
    public int length() {
        return out.length();
    }

    @Override
    public void written() {
        out.clear();
    }

    @Override
    public int events() {
        return events;
    }

    @Override
    public boolean hasBegun() {
        return sense != null ? sense.hasBegun() && !matches() : content || finished;
    }

    @Override
    public boolean matches() {
        return seam != null && sense != null && sense.hasBegun()
                && !(seam.isThrough() || (sense.isFinished() && seam.fitsEnd()));
    }

    /// Whether nothing is missing if the connection ends now.
    @Override
    public boolean isFinished() {
        return sense != null ? sense.isComplete() : finished;
    }

    @Override
    public Stop stop() {
        if (seam == null || sense == null) {
            return stop;
        }
        boolean over = stop == Stop.DONE || sense.isFinished();
        return seam.differs() || (over && !seam.fitsEnd()) ? Stop.DIFFERS : stop;
    }

    /// What ends a whole answer: the end marker as it came, else a new one.
    @Override
    public byte[] tail() {
        if (writer == null || sense == null) {
            return tail;
        }
        var end = new EventOut();
        var used = usage(true);
        writer.end(sense.finish(), sense.stopSequence(), seam == null ? used : seam.received(used), end);
        return end.copy();
    }

    /// What tells the client of a failure in the midst of the answer.
    @Override
    public byte[] farewell(ErrorBody.Said said) {
        var protocol = ask.protocol();
        if (writer != null) {
            var end = new EventOut();
            writer.fail(type(protocol, said.status()), said.code(), said.message(), usage(false), end);
            return end.copy();
        }
        return sense != null && protocol == Protocol.RESPONSES ? sense.failed(said) : ErrorBody.event(protocol, said);
    }

    private static String type(Protocol protocol, int status) {
        return switch (protocol) {
            case MESSAGES -> ErrorBody.anthropicType(status);
            case GEMINI -> ErrorBody.googleStatus(status);
            case CHAT, RESPONSES, CONVERSE, OLLAMA -> ErrorBody.type(status);
        };
    }

    @Override
    public ProviderError error() {
        return error == null ? ProviderError.SILENT : error;
    }

    @Override
    public byte[] errorBody() {
        return errorBody;
    }

    @Override
    public Optional<String> model() {
        return sense != null ? sense.model() : Optional.ofNullable(model);
    }

    @Override
    public Optional<String> storedAs() {
        return writer == null && sense != null && way.at() == Endpoint.RESPONSES ? sense.storedAs() : Optional.empty();
    }

    @Override
    public Optional<Figures> figures() {
        return Optional.ofNullable(figures);
    }

    private long inputGuess() {
        return Estimator.tokens(ask.inputBytes());
    }

    private long outputGuess() {
        return Estimator.tokens(said());
    }

    /// Bytes of text, thoughts and arguments so far.
    private long said() {
        return sense != null ? sense.textBytes() : textBytes;
    }

    @Override
    public long inputSoFar() {
        return figures == null ? inputGuess() : figures.usage().get(Unit.INPUT);
    }

    @Override
    public long outputSoFar() {
        return Math.max(outputGuess(), figures == null ? 0 : figures.usage().get(Unit.OUTPUT));
    }

    /// What the provider reported, else our own count: of a whole answer an estimate, of a broken one at least this.
    @Override
    public Usage usage(boolean whole) {
        if (figures != null && (whole || figures.usage().get(Unit.OUTPUT) > 0 || said() == 0)) {
            return figures.usage();
        }
        return Usage.of(inputSoFar(), outputGuess(), whole ? UsageSource.ESTIMATED : UsageSource.AT_LEAST);
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<String>();
        way.translation().map(Translation::notes).ifPresent(notes::add);
        way.seam().map(Seam::notes).ifPresent(notes::add);
        if (figures != null) {
            notes.addAll(figures.notes());
        }
        return notes;
    }
}
