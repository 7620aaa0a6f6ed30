package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.judge.Demand;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Head;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One attempt at one target: what to send, how long it may take, and how to end it. Made by the thread that opens it;
/// any thread may end it, and the first reason wins.
public final class Call implements Flight.Running, Transport.Progress {
    /// Which deadline runs; none while the client is being written to.
    private enum Stage {
        CONNECTING,
        WAITING,
        BODY,
        READING,
        WRITING,
        OVER
    }

    private final Ask ask;
    private final Provider provider;
    private final TargetId target;
    private final Optional<String> credential;
    private final Head clientHead;
    private final Limits limits;
    private final Time time;
    private final boolean strict;
    private final AtomicReference<@Nullable Fault> ended = new AtomicReference<>();
    private Optional<Resumption> resumes = Optional.empty();
    private Optional<Demand> demand = Optional.empty();
    private volatile Optional<String> bearer = Optional.empty();
    private volatile @Nullable Runnable cancel;
    private volatile Stage stage = Stage.CONNECTING;
    private volatile long since;
    private volatile long sentAt;

    /// A call that has not begun; its connect clock starts when it is opened.
    ///
    /// @param credential sent as a bearer; empty sends none
    public Call(Ask ask, Provider provider, TargetId target, Optional<String> credential, Head clientHead,
            Limits limits, Time time) {
        this(ask, provider, target, credential, clientHead, limits, time, false);
    }

    /// The same.
    ///
    /// @param strict what the provider's protocol cannot carry is refused, not left out
    public Call(Ask ask, Provider provider, TargetId target, Optional<String> credential, Head clientHead,
            Limits limits, Time time, boolean strict) {
        this.strict = strict;
        this.ask = ask;
        this.provider = provider;
        this.target = target;
        this.credential = credential;
        this.clientHead = clientHead;
        this.limits = limits;
        this.time = time;
        since = time.nanos();
        sentAt = since;
    }

    /// To be called before it is opened: its answer goes on with one that the client has a part of.
    public void resumes(Resumption from) {
        resumes = Optional.of(from);
    }

    /// To be called before it is opened: its answer is judged.
    public void demands(Demand what) {
        demand = Optional.of(what);
    }

    Optional<Demand> demand() {
        return demand;
    }

    Optional<Resumption> resumption() {
        return resumes;
    }

    boolean strict() {
        return strict;
    }

    Ask ask() {
        return ask;
    }

    Provider provider() {
        return provider;
    }

    TargetId target() {
        return target;
    }

    Optional<String> credential() {
        return credential;
    }

    /// Sends this instead of the credential, which stands for it.
    void bears(String token) {
        bearer = Optional.of(token);
    }

    /// What proves who calls: the credential, or a token that was had for it.
    Optional<String> proof() {
        return bearer.or(() -> credential);
    }

    Head clientHead() {
        return clientHead;
    }

    Limits limits() {
        return limits;
    }

    /// Why it was ended, if it was.
    public Optional<Fault> why() {
        return Optional.ofNullable(ended.get());
    }

    @Override
    public void end(Fault why) {
        if (ended.compareAndSet(null, why)) {
            var now = cancel;
            if (now != null) {
                now.run();
            }
        }
    }

    @Override
    public void tick(long nanos) {
        var now = stage; // read before its start: a new stage is never measured from the old one's
        long waited = nanos - since;
        switch (now) {
            case CONNECTING -> endIf(waited >= limits.connect().toNanos(), Fault.TIMEOUT_CONNECT);
            case WAITING -> {
                if (ask.stream()) {
                    endIf(waited >= limits.firstToken().toNanos(), Fault.TIMEOUT_FIRST_TOKEN);
                } else {
                    endIf(waited >= limits.response().toNanos(), Fault.TIMEOUT_RESPONSE);
                }
            }
            case BODY -> endIf(waited >= longer(limits.response(), limits.idle()).toNanos(), Fault.TIMEOUT_RESPONSE);
            case READING -> endIf(waited >= limits.idle().toNanos(), Fault.TIMEOUT_IDLE);
            case WRITING, OVER -> {
            }
        }
        endIf(now != Stage.OVER && nanos - limits.deadlineNanos() >= 0, Fault.TIMEOUT_TOTAL);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private void endIf(boolean late, Fault why) {
        if (late) {
            end(why);
        }
    }

    @Override
    public void cancellable(Runnable how) {
        cancel = how;
        if (ended.get() != null) {
            how.run();
        }
    }

    /// The connect clock starts (again).
    void connecting() {
        enter(Stage.CONNECTING);
    }

    @Override
    public void connected() {
        enter(Stage.WAITING);
    }

    @Override
    public void moved() {
        since = time.nanos();
    }

    @Override
    public void sent() {
        enter(Stage.WAITING);
        sentAt = since;
    }

    /// The head of a whole answer is there: its body may take its time, but not stand still.
    void body() {
        enter(Stage.BODY);
    }

    /// Content flows: silence is measured from now.
    void reading() {
        enter(Stage.READING);
    }

    /// The client's turn: upstream's silence is ours.
    void writing() {
        enter(Stage.WRITING);
    }

    void over() {
        stage = Stage.OVER;
    }

    /// From the request being sent until now.
    Duration sinceSent() {
        return Duration.ofNanos(Math.max(0, time.nanos() - sentAt));
    }

    private void enter(Stage next) {
        since = time.nanos();
        stage = next;
    }
}
