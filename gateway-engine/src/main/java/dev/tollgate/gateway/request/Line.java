package dev.tollgate.gateway.request;

import dev.tollgate.gateway.access.Access;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.access.Uses;
import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.event.Flights;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.routing.Health;
import dev.tollgate.gateway.routing.Pins;
import dev.tollgate.gateway.routing.Router;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Upstream;
import dev.tollgate.gateway.wire.Spool;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// One assembled request line: everything a request passes, wired once.
public record Line(LiveSetup setup, RequestHandler handler, LocalAnswers local, Flights flights, Admission admission,
        Health health, Upstream upstream, OwnCalls own, DryRun dryRun, Pins pins) {
    /// What a test or a drill replaces.
    ///
    /// @param reach where a provider can be called right now: the built-in one has another port at each start
    public record Seams(Time time, RandomGenerator random, Upstream upstream, UnaryOperator<Provider> reach) {}

    public static Line of(LiveSetup setup, Ledger ledger, Events events, Flights flights, Pauses pauses, Uses uses,
            Spool spool, Seams seams) {
        var health = new Health(seams.time(), events);
        var admission = new Admission(seams.time(), events);
        var access = new Access(pauses, uses, seams.time());
        var replies = new Replies();
        var kept = new KeptCalls(new Keepsakes(ledger.kept(), new BatchCharges(ledger, admission), seams.time()));
        var pins = new Pins();
        var dice = new Dice(seams.random());
        Function<Health, RequestHandler> handler = known -> new RequestHandler(setup,
                new RequestHandler.Desk(access, new Router(known, pins), admission, ledger, flights, events, spool,
                        dice),
                new Attempts(seams, known, ledger, replies), seams.upstream(), replies, kept, seams.time());
        var own = new OwnCalls(setup, () -> handler.apply(new Health(seams.time(), new Events())));
        return new Line(setup, handler.apply(health), new LocalAnswers(setup, access, replies), flights, admission,
                health, seams.upstream(), own,
                new DryRun(setup, access, new Router(health, pins), health, admission, seams.time()), pins);
    }
}
