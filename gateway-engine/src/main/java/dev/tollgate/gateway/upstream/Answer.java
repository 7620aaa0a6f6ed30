package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.upstream.dialect.Figures;
import dev.tollgate.gateway.upstream.judge.Unfit;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Sink;
import dev.tollgate.gateway.wire.neutral.EventOut;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A stream whose first content is there, held back. For one thread; to stop it, end its [Call].
public final class Answer implements AutoCloseable {
    private static final int READ = 2048;

    private final Call call;
    private final Transport.Reply reply;
    private final Reading reader;
    private final Head head;
    private final Duration firstToken;
    private final Drains drains;
    private boolean whole;
    private boolean drained;

    Answer(Call call, Transport.Reply reply, Reading reader, Head head, boolean drained, Drains drains) {
        this.call = call;
        this.reply = reply;
        this.reader = reader;
        this.drained = drained;
        this.drains = drains;
        this.head = head;
        firstToken = call.sinceSent();
    }

    public int status() {
        return reply.status();
    }

    /// What the provider's head leaves to pass on, and what makes it an event stream.
    public Head head() {
        return head;
    }

    /// From the request being sent to the first content.
    public Duration firstToken() {
        return firstToken;
    }

    /// What it consumed as far as known: final after [#relay], whatever its ending.
    public Usage usage() {
        return reader.usage(whole);
    }

    /// What is wrong with it, once all of it has come.
    public Optional<Unfit> unfit() {
        return whole || reader.isOver() ? reader.unfit() : Optional.empty();
    }

    /// All of it for the client, where it has been read to its end and nothing was passed on.
    public Optional<byte[]> held() {
        if (!reader.isOver()) {
            return Optional.empty();
        }
        whole = true;
        var all = new EventOut();
        all.append(reader.out(), 0, reader.length());
        all.append(reader.tail());
        return Optional.of(all.copy());
    }

    /// The model that answered, as the provider names it.
    public Optional<String> responseModel() {
        return reader.model();
    }

    /// The id under which the provider keeps this answer, if it does.
    public Optional<String> storedAs() {
        return reader.storedAs();
    }

    /// What the calls of a batch used, by model, where this was its output.
    public Map<String, Usage> batched() {
        return reader.batched();
    }

    /// The provider's own price in pico-dollars, if it states one.
    public OptionalLong reportedPicos() {
        return reader.figures().map(Figures::picos).orElse(OptionalLong.empty());
    }

    /// What had to be repaired in the provider's figures, and what was converted.
    public Optional<String> notes() {
        var notes = reader.notes();
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
    }

    /// What tells the client, in its own protocol, of a failure after the first content.
    public byte[] farewell(ErrorBody.Said said) {
        return reader.farewell(said);
    }

    /// Passes on what was held back and then each read as it comes, flushed once; returns when all is written but the
    /// end marker. The caller has sent the head.
    public Ending relay(Sink sink, Watch watch) {
        var buffer = new byte[READ];
        while (true) {
            if (!write(sink, watch) || call.why().isPresent()) {
                return ended();
            }
            if (reader.stop() != StreamReader.Stop.NOTHING || drained) {
                return stopped();
            }
            try {
                read(reply.body(), buffer);
            } catch (IOException lost) {
                return call.why().isPresent() ? ended() : lost();
            }
        }
    }

    private void read(InputStream body, byte[] buffer) throws IOException {
        call.reading();
        int count = body.read(buffer);
        call.writing();
        if (count < 0) {
            drained = true;
            reader.end();
        } else {
            reader.feed(buffer, 0, count);
        }
    }

    private boolean write(Sink sink, Watch watch) {
        if (reader.length() == 0) {
            return true;
        }
        try {
            sink.write(reader.out(), 0, reader.length());
        } catch (IOException gone) {
            call.end(Fault.CLIENT_GONE);
            return false;
        }
        reader.written();
        if (!watch.goOn(reader.inputSoFar(), reader.outputSoFar())) {
            call.end(Fault.CUT);
            return false;
        }
        return true;
    }

    private Ending stopped() {
        var failures = new Failures(call);
        return switch (reader.stop()) {
            case DONE -> complete();
            case ERROR -> new Ending.Broken(failures.midway(reader.error(), reply.status()));
            case MALFORMED -> new Ending.Broken(failures.garbled(reply.status()));
            case DIFFERS -> new Ending.Broken(failures.differs(reply.status()));
            case NOTHING -> lost();
        };
    }

    /// Upstream ended without an end marker: after a finish reason nothing is missing.
    private Ending lost() {
        return reader.isFinished() ? complete() : new Ending.Broken(new Failures(call).cut(reply.status(), true));
    }

    private Ending complete() {
        whole = true;
        return new Ending.Complete(reader.tail());
    }

    private Ending ended() {
        return new Ending.Broken(new Failures(call).ended(call.why().orElse(Fault.CUT), call.limits(), reply.status()));
    }

    /// After the end marker the connection is read to its end elsewhere, so that it can serve again; any other way it
    /// is ended.
    @Override
    public void close() {
        call.over();
        if (whole && !drained && call.why().isEmpty()) {
            drains.begin(reply);
        } else {
            reply.close();
        }
    }
}
