package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.dialect.ChunkScan;
import dev.tollgate.gateway.upstream.dialect.Figures;
import dev.tollgate.gateway.upstream.dialect.PieceFigures;
import dev.tollgate.gateway.upstream.dialect.Reply;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Sse;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Turns one reply head into an [Opening]: reads whole answers and errors, and holds a stream back until it says
/// something. Used once, by one thread.
final class Opener {
    static final int MAX_WHOLE = 64 << 20;
    private static final int MAX_ERROR = 1 << 20;
    /// Taken at its word up to here: a header must not make us set memory aside that never fills.
    private static final int MAX_STATED = 1 << 20;
    private static final int MAX_HELD_EVENTS = 64;
    private static final int MAX_HELD_BYTES = 256 << 10;
    private static final byte[] OPTIONS = "stream_options".getBytes(StandardCharsets.US_ASCII);

    private final Call call;
    private final Ask ask;
    private final Place place;
    private final Way way;
    private final Transport.Reply reply;
    private final Time time;
    private final Drains drains;
    private final Failures failures;
    private final String type;
    private boolean kept;

    Opener(Call call, Place place, Way way, Transport.Reply reply, Time time, Drains drains) {
        this.call = call;
        this.way = way;
        this.ask = call.ask();
        this.place = place;
        this.reply = reply;
        this.time = time;
        this.drains = drains;
        failures = new Failures(call);
        type = reply.head().first("content-type").orElse("").toLowerCase(Locale.ROOT);
    }

    /// Empty where the provider refused nothing but the `stream_options` that are ours.
    ///
    /// @param injected they were put into the client's own body, so that what they bring is hidden
    /// @param written they stand in a body that we wrote
    Optional<Opening> open(boolean injected, boolean written) {
        try {
            if (reply.status() < 200 || reply.status() >= 300) {
                return refused(injected || written);
            }
            if (type.startsWith("text/html")) {
                return Optional.of(failed(failures.malformed(reply.status(), "answered with a web page")));
            }
            return Optional.of(read(injected));
        } catch (IOException lost) {
            return Optional.of(broken());
        } finally {
            if (!kept) {
                call.over();
                reply.close();
            }
        }
    }

    private Opening read(boolean injected) throws IOException {
        if (isMedia()) {
            boolean framed = type.startsWith("text/event-stream");
            return stream(new MediaReader(ask, framed), framed
                    ? ReplyHead.stream(reply.head())
                    : ReplyHead.media(reply.head()));
        }
        if (way.seam().isPresent() && type.contains("json")) {
            return failed(failures.malformed(reply.status(), "answered whole where a stream was to go on"));
        }
        return ask.stream() && !type.contains("json")
                ? stream(new StreamReader(ask, way, place.quirks(), injected, call.demand()),
                        ReplyHead.stream(reply.head()))
                : whole();
    }

    /// Sound, a file, a transcript in plain text, or a picture that comes in parts: nothing that has to be understood.
    private boolean isMedia() {
        return switch (ask.endpoint()) {
            case AUDIO, IMAGES -> !type.contains("json");
            case FILES -> ask.called().tail().endsWith("/content");
            case RESPONSES -> ask.called().isKept() && type.startsWith("text/event-stream");
            case CHAT, COMPLETIONS, EMBEDDINGS, MESSAGES, GENERATE, MODERATIONS, RERANK, BATCHES,
                    COUNT_TOKENS, CONVERSE, OLLAMA_CHAT ->
                false;
        };
    }

    private Optional<Opening> refused(boolean ours) throws IOException {
        call.body();
        var body = read(MAX_ERROR);
        if (ours && (reply.status() == 400 || reply.status() == 422)
                && Sse.find(body, 0, body.length, OPTIONS) >= 0) {
            return Optional.empty();
        }
        var failure = failures.replied(reply.status(), reply.head(), body, time.instant());
        return Optional.of(new Opening.Failed(failure, stated(body)));
    }

    /// An error may still tell what it consumed.
    private Usage stated(byte[] body) {
        if (PieceFigures.counts(ask)) {
            return Usage.NONE;
        }
        return Reply.read(body, 0, body.length).filter(told -> Figures.tells(told.usage(), way.protocol()))
                .map(told -> new Whole(ask, way, place.quirks(), body, told).figures().usage()).orElse(Usage.NONE);
    }

    private Opening whole() throws IOException {
        call.body();
        var body = read(MAX_WHOLE);
        var told = Reply.read(body, 0, body.length);
        if (told.isEmpty()) {
            return failed(cutShort(body)
                    ? failures.cut(reply.status(), false)
                    : failures.malformed(reply.status(), body.length == 0
                            ? "sent an empty answer"
                            : "answered with something that is no JSON"));
        }
        var error = told.get().error();
        if (error.isPresent() && !told.get().answer()) {
            var failure = failures.early(error.get(), body, reply.status(), reply.head(), time.instant());
            return new Opening.Failed(failure, stated(body));
        }
        if (PieceFigures.counts(ask) && way.embedding().isEmpty()) {
            var figures = PieceFigures.whole(ask, body);
            return new Opening.Whole(reply.status(), ReplyHead.whole(reply.head()), body, figures.usage(),
                    told.get().model(), figures.picos(), call.sinceSent(), Optional.empty());
        }
        try {
            if (way.embedding().isPresent()) {
                return embedded(way.embedding().get(), body);
            }
            return judged(new Whole(ask, way, place.quirks(), body, told.get()), told.get());
        } catch (Garbled odd) {
            return failed(failures.malformed(reply.status(), odd.said()));
        }
    }

    private Opening judged(Whole whole, Reply told) {
        var passed = whole.passed(reply.head());
        var answer = new Opening.Whole(reply.status(), passed.head(), passed.body(), passed.figures().usage(),
                told.model(), passed.figures().picos(), call.sinceSent(), passed.notes());
        return call.demand().flatMap(demand -> whole.unfit(demand.judge()))
                .<Opening>map(unfit -> new Opening.Unsuited(answer, unfit)).orElse(answer);
    }

    private Opening embedded(Embedding embedding, byte[] body) {
        var answer = Json.read(body, 0, body.length).orElse(Json.object());
        var usage = embedding.usage(answer);
        return new Opening.Whole(reply.status(), ReplyHead.json(reply.head()),
                embedding.reply(answer, usage.get(Unit.INPUT)), usage, Optional.empty(), OptionalLong.empty(),
                call.sinceSent(), Optional.of(embedding.notes()));
    }

    private static boolean cutShort(byte[] body) {
        var text = new String(body, 0, Math.min(body.length, 64), StandardCharsets.ISO_8859_1).strip();
        return text.startsWith("{") && new ChunkScan(false).isCutShort(body);
    }

    /// One array of the length stated, which most replies keep to; grown where they do not.
    private byte[] read(int most) throws IOException {
        int stated = reply.head().first("content-length").map(Opener::length).orElse(4096);
        var bytes = new byte[Math.clamp(stated, 32, MAX_STATED) + 1];
        int size = 0;
        for (int count = reply.body().read(bytes, 0, bytes.length); count >= 0; count =
                reply.body().read(bytes, size, bytes.length - size)) {
            call.body();
            size += count;
            if (size > most) {
                throw new IOException("longer than " + most + " bytes");
            }
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2);
            }
        }
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private static int length(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException odd) {
            return 4096;
        }
    }

    /// Holds back until the first content; the first-token clock goes on running.
    private Opening stream(Reading reader, Head head) throws IOException {
        var buffer = new byte[2048];
        boolean drained = false;
        while (!drained && reader.stop() == StreamReader.Stop.NOTHING && !holdsEnough(reader)) {
            int count = reply.body().read(buffer);
            if (count < 0) {
                drained = true;
                reader.end();
            } else {
                reader.feed(buffer, 0, count);
            }
            if (reader.holds()) {
                call.reading(); // it may take its time, but not stand still
            }
        }
        if (call.why().isPresent()) {
            return broken();
        }
        if (reader.hasBegun() || holdsEnough(reader)) {
            kept = true;
            call.writing();
            var answer = new Opening.Streaming(new Answer(call, reply, reader, head, drained, drains));
            return reader.unfit().<Opening>map(unfit -> new Opening.Unsuited(answer, unfit)).orElse(answer);
        }
        return nothing(reader);
    }

    private static boolean holdsEnough(Reading reader) {
        return reader.hasBegun() || (!reader.holds()
                && (reader.events() >= MAX_HELD_EVENTS || reader.length() >= MAX_HELD_BYTES));
    }

    private Opening nothing(Reading reader) {
        var failure = switch (reader.stop()) {
            case ERROR -> failures.early(reader.error(), reader.errorBody(), reply.status(), reply.head(),
                    time.instant());
            case MALFORMED -> failures.garbled(reply.status());
            case DIFFERS -> failures.differs(reply.status());
            case DONE, NOTHING -> failures.cut(reply.status(), false);
        };
        return new Opening.Failed(failure, reader.stop() == StreamReader.Stop.ERROR
                ? reader.figures().map(Figures::usage).orElse(Usage.NONE)
                : reader.usage(false));
    }

    /// The head was there, so work had begun: the input counts.
    private Opening failed(Failure failure) {
        return new Opening.Failed(failure, Usage.of(Estimator.tokens(ask.inputBytes()), 0, UsageSource.AT_LEAST));
    }

    private Opening broken() {
        var why = call.why();
        if (reply.status() >= 300) {
            return new Opening.Failed(why.map(w -> failures.ended(w, call.limits(), reply.status()))
                    .orElseGet(() -> failures.replied(reply.status(), reply.head(), new byte[0], time.instant())),
                    Usage.NONE);
        }
        return failed(why.map(w -> failures.ended(w, call.limits(), reply.status()))
                .orElseGet(() -> failures.cut(reply.status(), false)));
    }
}
