package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.upstream.dialect.ChunkScan;
import dev.tollgate.gateway.upstream.dialect.Figures;
import dev.tollgate.gateway.upstream.dialect.ProviderError;
import dev.tollgate.gateway.upstream.dialect.Quirks;
import dev.tollgate.gateway.upstream.dialect.Reply;
import dev.tollgate.gateway.upstream.judge.Demand;
import dev.tollgate.gateway.upstream.judge.Unfit;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.EventSplitter;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Gathered;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import dev.tollgate.gateway.wire.neutral.PieceWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Understands a stream event by event and collects what the client gets of it: byte for byte where both sides speak the
/// same protocol, else rewritten. Pure; for one thread.
final class StreamReader implements Reading {
    private static final int MAX_EVENT = 16 << 20;
    /// Kept back at most, in bytes, until a stream is whole.
    private static final int MAX_HELD = 16 << 20;
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
    private final @Nullable PieceSense sense;
    private final @Nullable PieceWriter writer;
    private final @Nullable Seam seam;
    private final @Nullable Demand demand;
    private final Gathered gathered = new Gathered();
    private final boolean hidesUsage;
    private final Counting counting;
    private final EventOut out = new EventOut();
    private int events;
    private long textBytes;
    private boolean content;
    private boolean finished;
    private boolean ending;
    private boolean odd;
    private Stop stop = Stop.NOTHING;
    private byte[] tail;
    private byte[] errorBody = {};
    private @Nullable ProviderError error;
    private @Nullable String model;

    /// Reads the answer to `ask` that comes this way; `hidesUsage` keeps from the client a usage chunk that it did not
    /// ask for.
    StreamReader(Ask ask, Way way, Quirks quirks, boolean hidesUsage) {
        this(ask, way, quirks, hidesUsage, Optional.empty());
    }

    /// The same; what comes is judged.
    StreamReader(Ask ask, Way way, Quirks quirks, boolean hidesUsage, Optional<Demand> demand) {
        this.demand = demand.orElse(null);
        this.ask = ask;
        this.way = way;
        this.hidesUsage = hidesUsage;
        seam = way.seam().orElse(null);
        writer = way.seam().map(Seam::writer).or(() -> way.translation().map(Translation::writer)).orElse(null);
        sense = way.translation().map(Translation::reader).or(() -> own(way, demand.isPresent()))
                .map(reader -> new PieceSense(way.protocol(), reader)).orElse(null);
        counting = new Counting(ask, way, quirks, sense != null ? sense.usage() : new HashMap<>(), this::said);
        tail = way.protocol() == Protocol.CHAT ? DONE : NOTHING;
    }

    /// A chat stream that only passes is scanned, not read.
    private static Optional<PieceReader> own(Way way, boolean judged) {
        return way.protocol() == Protocol.CHAT && way.seam().isEmpty() && !judged
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
            counting.figure();
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
            case ODD -> odd(bytes, from, to);
            case GARBLED -> {
                if (!ending) {
                    stopAt(Stop.MALFORMED);
                }
            }
        }
    }

    /// Chat that only passes is read for the judge alone: what it makes nothing of is the client's to see all the same.
    private void odd(byte[] bytes, int from, int to) {
        odd = true;
        if (writer == null && way.protocol() == Protocol.CHAT) {
            pass(bytes, from, to);
        } else if (!ending) {
            stopAt(Stop.MALFORMED);
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
        if (demand != null) {
            gathered.add(piece);
        }
        if (writer != null && seam != null) {
            seam.take(piece, joined -> writer.write(joined, counting.soFar(), out));
        } else if (writer != null) {
            writer.write(way.translation().map(own -> own.named(piece)).orElse(piece), counting.soFar(), out);
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
            counting.read(event.json(), event.from(), event.to());
        }
        return !(hidesUsage && scan.hasUsage() && !scan.hasChoices());
    }

    private void failed(byte[] body) {
        error = ProviderError.read(body, 0, body.length);
        errorBody = body;
        counting.read(body, 0, body.length);
        stopAt(Stop.ERROR);
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
        return sense != null ? sense.hasBegun() && !holds() : content || finished;
    }

    @Override
    public boolean holds() {
        if (sense == null || !sense.hasBegun()) {
            return false;
        }
        boolean joining = seam != null && !(seam.isThrough() || (sense.isFinished() && seam.fitsEnd()));
        return joining || (demand != null && demand.held() && !isOver() && out.length() < MAX_HELD);
    }

    @Override
    public boolean isOver() {
        return stop == Stop.DONE || (ending && isFinished());
    }

    @Override
    public Optional<Unfit> unfit() {
        if (demand == null || sense == null) {
            return Optional.empty();
        }
        if (odd) {
            return demand.judge().odd();
        }
        if (!sense.isFinished()) {
            return demand.judge().begun(gathered.answer());
        }
        gathered.add(new Piece.Finished(sense.finish(), sense.stopSequence()));
        return demand.judge().whole(gathered.answer(), way.protocol());
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
            writer.fail(ErrorBody.type(protocol, said.status()), said.code(), said.message(), usage(false), end);
            return end.copy();
        }
        return sense != null && protocol == Protocol.RESPONSES ? sense.failed(said) : ErrorBody.event(protocol, said);
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
        return counting.figures();
    }

    /// Bytes of text, thoughts and arguments so far.
    private long said() {
        return sense != null ? sense.textBytes() : textBytes;
    }

    @Override
    public long inputSoFar() {
        return counting.inputSoFar();
    }

    @Override
    public long outputSoFar() {
        return counting.outputSoFar();
    }

    @Override
    public Usage usage(boolean whole) {
        return counting.usage(whole);
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<String>();
        way.translation().map(Translation::notes).ifPresent(notes::add);
        way.seam().map(Seam::notes).ifPresent(notes::add);
        notes.addAll(counting.notes());
        return notes;
    }
}
