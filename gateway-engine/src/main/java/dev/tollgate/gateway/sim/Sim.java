package dev.tollgate.gateway.sim;

import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Handler;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Payload;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// A provider that is simulated: a real server's behaviour behind the OpenAI protocol, without a model or a bill, for
/// the demo, for tests and as the built-in model of a first run. The same seed and the same requests give the same
/// bytes. Thread-safe.
public final class Sim implements Handler {
    private static final long MOST_BYTES = 64_000_000;
    private static final Duration SILENCE = Duration.ofMinutes(15);
    private static final String WRONG_KEY = "Bearer sim-wrong";

    private final Time time;
    private final List<SimModel> models;
    private final SimControl control;
    private final Scripts scripts;
    private final AtomicLong calls = new AtomicLong();
    private final Quota quota;
    /// Until then it works on a call whose caller has left.
    private final AtomicLong busyUntil;

    /// A provider with the [SimModel#STANDARD] models.
    ///
    /// @param random gives the seed
    public Sim(Time time, RandomGenerator random) {
        this(time, random, SimModel.STANDARD);
    }

    public Sim(Time time, RandomGenerator random, List<SimModel> models) {
        this.time = time;
        this.models = List.copyOf(models);
        this.control = new SimControl(time);
        this.scripts = new Scripts(random.nextLong(), this.models);
        this.quota = new Quota(time);
        this.busyUntil = new AtomicLong(time.nanos());
    }

    public SimControl control() {
        return control;
    }

    public List<SimModel> models() {
        return models;
    }

    @Override
    public void handle(Exchange exchange) {
        var call = new Ongoing("sim-" + calls.incrementAndGet(), time.instant(), exchange.path(),
                exchange.requestHead().first("x-sim-tag"));
        control.logged(call);
        try {
            play(script(exchange, call), exchange, call);
            linger(call, Duration.ZERO);
        } catch (IOException left) {
            call.ended(SimCall.Ending.CLIENT_LEFT);
            linger(call, call.lingers());
        }
    }

    private void linger(Ongoing call, Duration yet) {
        if (!call.lingers().isZero()) {
            busyUntil.set(time.nanos() + yet.toNanos());
        }
    }

    private Script script(Exchange exchange, Ongoing call) throws IOException {
        if (control.isDown()) {
            var down = Optional.of(SimFault.of(SimFault.Kind.DOWN));
            call.fault(down);
            return Faulty.apply(down.get(), Reply.notFound("answer"), false);
        }
        if (exchange.requestHead().first("Authorization").filter(WRONG_KEY::equals).isPresent()) {
            return Faulty.apply(SimFault.of(SimFault.Kind.AUTH), Reply.notFound("answer"), false);
        }
        if (exchange.method().equals("GET")) {
            return scripts.list(exchange.path());
        }
        return switch (exchange.read(MOST_BYTES)) {
            case Payload.Whole(var bytes) -> script(exchange.path(), exchange.requestHead(), bytes, call);
            case Payload.Refused(var bad) ->
                Reply.error(bad.status(), "invalid_request_error", bad.code(), bad.message());
        };
    }

    private Script script(String path, Head head, byte[] body, Ongoing call) {
        try {
            var vectors = GeminiVectors.of(path, body);
            if (vectors.isPresent()) {
                return vectors.get().say(chat("/v1/embeddings", head, vectors.get().asked(), call));
            }
            var spoken = Spoken.of(path, body, time.instant().getEpochSecond());
            return spoken.isPresent()
                    ? spoken.get().say(chat("/v1/chat/completions", head, spoken.get().chat(), call))
                    : chat(path, head, body, call);
        } catch (Untranslatable wrong) {
            return Spoken.refusal(path, wrong);
        }
    }

    private Script chat(String path, Head head, byte[] body, Ongoing call) {
        var request = SimRequest.parse(body);
        if (request.isEmpty()) {
            return Reply.error(400, "invalid_request_error", "invalid_json",
                    "The body is no JSON object with a model.");
        }
        call.read(request.get());
        var fault = head.first("x-sim-fault").or(() -> suffix(request.get())).flatMap(SimFault::parse)
                .or(() -> control.next(request.get().model()));
        call.fault(fault);
        var understood = Bent.request(fault, request.get());
        boolean lenient = fault.filter(f -> f.kind() == SimFault.Kind.ERROR_ACCEPTED).isPresent();
        var sound = (lenient ? Optional.<Script>empty() : Scripts.wrong(path, understood))
                .orElseGet(() -> scripts.script(path, understood, body, time.instant().getEpochSecond()));
        if (sound.status() != 200) {
            return fault.filter(f -> f.kind() == SimFault.Kind.ERROR_SHAPE).isPresent()
                    ? Bent.errorShape(sound)
                    : sound;
        }
        return fault.map(f -> Faulty.apply(f, sound, understood.stream())).orElse(sound);
    }

    private static Optional<String> suffix(SimRequest request) {
        return request.suffix().isEmpty() ? Optional.empty() : Optional.of(request.suffix());
    }

    private void play(Script script, Exchange exchange, Ongoing call) throws IOException {
        call.answers(script);
        var left = time.signal();
        exchange.onLeave(left::set);
        var head = quota.on(script.head(), script.input() + tokens(script), call.fault())
                .with("x-tollgate-sim-call", call.id());
        long due = Math.max(time.nanos(), busyUntil.get()) + script.pause().toNanos();
        boolean open = false;
        for (var piece : script.pieces()) {
            due += control.scaled(piece.after()).toNanos();
            awaitTurn(due, left);
            if (!open) {
                exchange.head(script.status(), head);
                open = true;
            }
            exchange.write(piece.bytes(), 0, piece.bytes().length);
            call.sent(piece.tokens());
            linger(call, call.lingers()); // the next call may be here before this one's caller is seen to have left
        }
        if (!open && script.status() > 0) {
            exchange.head(script.status(), head);
        }
        end(script, exchange, call, left);
    }

    private static long tokens(Script script) {
        return script.pieces().stream().mapToLong(Piece::tokens).sum();
    }

    private void awaitTurn(long due, Time.Signal left) throws IOException {
        long wait = due - time.nanos();
        if (wait > 0 && left.await(Duration.ofNanos(wait))) {
            throw new IOException("The client left");
        }
    }

    private static void end(Script script, Exchange exchange, Ongoing call, Time.Signal left) throws IOException {
        switch (script.last()) {
            case END -> {
                exchange.end(new byte[0]);
                call.ended(SimCall.Ending.COMPLETE);
            }
            case ABORT -> {
                exchange.abort();
                call.ended(SimCall.Ending.BROKEN_OFF);
            }
            case SILENCE -> {
                if (left.await(SILENCE)) {
                    throw new IOException("The client left");
                }
                exchange.abort();
                call.ended(SimCall.Ending.BROKEN_OFF);
            }
        }
    }
}
