package dev.tollgate.console.demo;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.sim.SimControl;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Real calls to the gateway's own port, at a pace that rises and falls like a short day. One thread decides what comes
/// next, from one seed; each call has a thread of its own.
final class Traffic implements DemoTraffic {
    private static final double CALLS_A_SECOND = 2.6;
    private static final Duration DAY = Duration.ofMinutes(12);
    private static final int LOOPS = 14;
    private static final int AT_ONCE = 60;

    private final Time time;
    private final SimControl provider;
    private final Caller caller;
    private final SplittableRandom random = new SplittableRandom(41);
    private final Map<App, List<Talk>> idle = new HashMap<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger runaways = new AtomicInteger();
    private volatile boolean runaway;
    private volatile boolean closed;

    Traffic(Gateway gateway) {
        time = gateway.time();
        provider = gateway.simulated().control();
        caller = new Caller(gateway.status().baseUrl());
        time.start("demo-pace", this::pace);
    }

    private void pace() {
        long began = time.nanos();
        while (!closed) {
            if (running.get() < AT_ONCE) {
                next(pick(random));
            }
            double day = (double) (time.nanos() - began) / DAY.toNanos();
            double rate = CALLS_A_SECOND * (1 + 0.4 * Math.sin(2 * Math.PI * day) + 0.15 * Math.sin(23 * day));
            time.sleep(Duration.ofMillis(Math.clamp((long) (-1000 * Math.log(1 - random.nextDouble()) / rate), 20,
                    2_000)));
        }
    }

    /// One of the apps, by their shares.
    static App pick(SplittableRandom random) {
        int at = random.nextInt(App.ALL.stream().mapToInt(App::share).sum());
        for (var app : App.ALL) {
            at -= app.share();
            if (at < 0) {
                return app;
            }
        }
        return App.ALL.getFirst();
    }

    private void next(App app) {
        var talk = take(app);
        var headers = new HashMap<>(app.headers());
        headers.put("x-tollgate-customer", app.customers().get(random.nextInt(app.customers().size())));
        boolean embeds = app.kind() == App.Kind.EMBEDDING;
        var body = embeds ? talk.embedding() : talk.next(random.nextInt(100) < app.streamed());
        running.incrementAndGet();
        time.start("demo-call", () -> {
            try {
                caller.call(app.key(), embeds ? "/embeddings" : "/chat/completions", body, headers);
            } finally {
                running.decrementAndGet();
                give(app, talk);
            }
        });
    }

    private synchronized Talk take(App app) {
        var waiting = idle.computeIfAbsent(app, _ -> new ArrayList<>());
        return waiting.size() < 4
                ? new Talk(app, random.split())
                : waiting.remove(random.nextInt(waiting.size()));
    }

    private synchronized void give(App app, Talk talk) {
        if (!talk.isOver()) {
            idle.computeIfAbsent(app, _ -> new ArrayList<>()).add(talk);
        }
    }

    @Override
    public synchronized void runaway(boolean on) {
        if (on == runaway) {
            return;
        }
        runaway = on;
        // loops of an earlier start that have not noticed yet end by their number
        int mine = runaways.incrementAndGet();
        for (int i = 1; on && i <= LOOPS; i++) {
            var loop = new Runaway(caller, time, i, () -> runaway && !closed && runaways.get() == mine);
            time.start("demo-runaway", loop);
        }
    }

    @Override
    public boolean runaway() {
        return runaway;
    }

    @Override
    public void providerDown(boolean down) {
        provider.down(down);
    }

    @Override
    public boolean providerDown() {
        return provider.isDown();
    }

    @Override
    public void close() {
        closed = true;
        caller.close();
    }
}
