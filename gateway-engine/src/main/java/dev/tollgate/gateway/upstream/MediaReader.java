package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.upstream.dialect.Figures;
import dev.tollgate.gateway.upstream.dialect.PieceFigures;
import dev.tollgate.gateway.upstream.dialect.ProviderError;
import dev.tollgate.gateway.upstream.dialect.Reply;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.EventSplitter;
import dev.tollgate.gateway.wire.neutral.EventOut;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Passes on what is no conversation as it comes: sound, a file, or events that bring a picture, speech or a transcript
/// in parts. Of those the last one states the usage. For one thread.
final class MediaReader implements Reading {
    private static final int MAX_EVENT = 64 << 20;

    private final Ask ask;
    private final @Nullable EventSplitter splitter;
    private final Map<String, String> stated = new HashMap<>();
    private final @Nullable BatchLines lines;
    private final EventOut out = new EventOut();
    private int events;
    private int pictures;
    private boolean content;
    private boolean finished;
    private StreamReader.Stop stop = StreamReader.Stop.NOTHING;
    private ProviderError error = ProviderError.SILENT;
    private byte[] errorBody = {};
    private @Nullable String model;

    /// @param framed the answer comes in server-sent events; else its bytes mean nothing to us
    MediaReader(Ask ask, boolean framed) {
        this.ask = ask;
        this.lines = ask.endpoint() == Endpoint.FILES ? new BatchLines() : null;
        this.splitter = framed ? new EventSplitter(MAX_EVENT) : null;
    }

    @Override
    public void feed(byte[] bytes, int from, int to) {
        if (splitter == null) {
            content = true;
            out.append(bytes, from, to);
            if (lines != null) {
                lines.feed(bytes, from, to);
            }
        } else if (!splitter.feed(bytes, from, to, this::event)) {
            stop = StreamReader.Stop.MALFORMED;
        }
    }

    @Override
    public void end() {
        if (splitter == null) {
            finished = true;
            if (lines != null) {
                lines.end();
            }
        } else {
            splitter.end(this::event);
        }
    }

    private void event(byte[] bytes, int from, int to) {
        if (stop != StreamReader.Stop.NOTHING) {
            return;
        }
        events++;
        var event = Event.of(bytes, from, to);
        switch (event.kind()) {
            case QUIET -> out.append(bytes, from, to);
            case DONE -> {
                finished = true;
                out.append(bytes, from, to);
            }
            case ERROR -> failed(event);
            case DATA -> {
                read(event);
                if (stop == StreamReader.Stop.NOTHING) {
                    out.append(bytes, from, to);
                }
            }
        }
    }

    private void read(Event event) {
        var told = Reply.read(event.json(), event.from(), event.to());
        if (told.isEmpty()) {
            stop = StreamReader.Stop.MALFORMED;
            return;
        }
        if (told.get().error().isPresent()) {
            failed(event);
            return;
        }
        content = true;
        stated.putAll(told.get().usage());
        told.get().model().ifPresent(name -> model = name);
        var type = told.get().type();
        if (type.endsWith(".completed") || type.endsWith(".done")) {
            finished = true;
            pictures++;
        }
    }

    private void failed(Event event) {
        errorBody = Arrays.copyOfRange(event.json(), event.from(), event.to());
        error = ProviderError.read(errorBody, 0, errorBody.length);
        stop = StreamReader.Stop.ERROR;
    }

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
        return content || (splitter == null && finished);
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public StreamReader.Stop stop() {
        return stop;
    }

    @Override
    public byte[] tail() {
        return new byte[0];
    }

    /// In bytes that mean something else nobody can be told anything: the connection breaks instead.
    @Override
    public byte[] farewell(ErrorBody.Said said) {
        return splitter == null ? new byte[0] : ErrorBody.event(ask.protocol(), said);
    }

    @Override
    public ProviderError error() {
        return error;
    }

    @Override
    public byte[] errorBody() {
        return errorBody;
    }

    @Override
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    @Override
    public Optional<Figures> figures() {
        return PieceFigures.tells(ask, stated) ? Optional.of(PieceFigures.of(ask, stated, pictures)) : Optional.empty();
    }

    @Override
    public long inputSoFar() {
        return 0;
    }

    @Override
    public long outputSoFar() {
        return 0;
    }

    @Override
    public Usage usage(boolean whole) {
        return PieceFigures.of(ask, stated, pictures).usage();
    }

    @Override
    public Map<String, Usage> batched() {
        return lines == null ? Map.of() : lines.used();
    }

    @Override
    public List<String> notes() {
        return figures().map(Figures::notes).orElse(List.of());
    }
}
