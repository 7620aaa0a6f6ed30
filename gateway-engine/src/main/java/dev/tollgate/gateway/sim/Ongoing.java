package dev.tollgate.gateway.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A line of the provider's log that is still being written: by the call's own thread, read by any.
final class Ongoing {
    private final String id;
    private final Instant at;
    private final String path;
    private volatile String model = "";
    private volatile Optional<String> tag;
    private volatile boolean stream;
    private volatile int status;
    private volatile long input;
    private volatile long cached;
    private final AtomicLong output = new AtomicLong();
    private volatile Optional<SimFault.Kind> fault = Optional.empty();
    private volatile Duration lingers = Duration.ZERO;
    private volatile SimCall.Ending ending = SimCall.Ending.RUNNING;

    Ongoing(String id, Instant at, String path, Optional<String> tag) {
        this.id = id;
        this.at = at;
        this.path = path;
        this.tag = tag;
    }

    String id() {
        return id;
    }

    void read(SimRequest request) {
        model = request.model();
        stream = request.stream();
        tag = request.tag().or(() -> tag);
    }

    void fault(Optional<SimFault> met) {
        fault = met.map(SimFault::kind);
        lingers = met.filter(f -> f.kind() == SimFault.Kind.CANCEL_IGNORED).map(SimFault::delay)
                .orElse(Duration.ZERO);
    }

    Optional<SimFault.Kind> fault() {
        return fault;
    }

    /// How long it is worked on after its caller has left.
    Duration lingers() {
        return lingers;
    }

    void answers(Script script) {
        status = script.status();
        input = script.input();
        cached = script.cached();
    }

    void sent(int tokens) {
        output.addAndGet(tokens);
    }

    void ended(SimCall.Ending how) {
        ending = how;
    }

    SimCall view() {
        return new SimCall(id, at, path, model, tag, stream, status, input, cached, output.get(), fault, ending);
    }
}
