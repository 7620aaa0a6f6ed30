package dev.tollgate.gateway.request;

import dev.tollgate.gateway.access.Access;
import dev.tollgate.gateway.access.Grant;
import dev.tollgate.gateway.access.Identified;
import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.admission.Claim;
import dev.tollgate.gateway.admission.Decision;
import dev.tollgate.gateway.admission.Reservation;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.event.Flights;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.routing.Question;
import dev.tollgate.gateway.routing.Routed;
import dev.tollgate.gateway.routing.Router;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Upstream;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.AskScanner;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Scan;
import dev.tollgate.gateway.wire.Spool;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/// One request from its head to its row, read top to bottom. Thread-safe; each call runs on its exchange's thread.
public final class RequestHandler {
    /// What the steps are made of.
    ///
    /// @param events told of calls with an unknown key, the only ones without a row
    public record Desk(Access access, Router router, Admission admission, Ledger ledger, Flights flights,
            Events events, Spool spool, DoubleSupplier chance) {}

    private final LiveSetup live;
    private final Desk desk;
    private final Attempts attempts;
    private final Upstream upstream;
    private final Replies replies;
    private final KeptCalls kept;
    private final Time time;
    private final ConcurrentHashMap<String, WaitingRoom> rooms = new ConcurrentHashMap<>();
    /// Of routes without a queue: nobody waits there.
    private final WaitingRoom open;

    RequestHandler(LiveSetup live, Desk desk, Attempts attempts, Upstream upstream, Replies replies, KeptCalls kept,
            Time time) {
        this.live = live;
        this.desk = desk;
        this.attempts = attempts;
        this.upstream = upstream;
        this.replies = replies;
        this.kept = kept;
        this.time = time;
        this.open = new WaitingRoom(time);
    }

    public void handle(Called called, Exchange exchange) {
        var setup = live.current(); // one snapshot for the whole request
        switch (desk.access().identify(setup.keys(), exchange.requestHead())) {
            case Identified.Unknown no -> refuseUnknown(exchange, no);
            case Identified.Known(KeyEntry key) -> known(key, setup, called, exchange);
        }
    }

    /// A call under this key, however it was found.
    ///
    /// @return the row it left
    Entry known(KeyEntry key, Setup setup, Called called, Exchange exchange) {
        try (var flight = desk.flights().begin(exchange.id(), key.name())) {
            exchange.onLeave(() -> flight.end(Fault.CLIENT_GONE));
            var tally = new Tally(exchange, called, setup, flight,
                    () -> desk.access().attribution(key, exchange.requestHead(), Map.of()), time);
            Entry row;
            try {
                replies.finish(tally, serve(key, called, tally));
            } finally {
                tally.release();
                row = tally.settled();
                flight.settled();
                desk.ledger().settled(row); // exactly one, whatever happened
            }
            return row;
        }
    }

    private void refuseUnknown(Exchange exchange, Identified.Unknown no) {
        var agent = exchange.requestHead().first("User-Agent").orElse("");
        desk.events().publish(new Event.Unknown(time.instant(), exchange.path(), agent, no.sent(),
                exchange.client().getPort()));
        replies.refuse(exchange, Rejection.of(no));
    }

    private Served serve(KeyEntry key, Called called, Tally tally) {
        final Ask ask;
        switch (read(called, tally)) {
            case Scan.Refused(var bad) -> {
                return new Served.Refused(Rejection.of(bad));
            }
            case Scan.Read read -> ask = read.ask();
        }
        tally.asked(ask);
        if (upstream.comesBack(tally.exchange().requestHead())) {
            return new Served.Refused(Rejection.loop());
        }
        return switch (kept.aim(tally.setup().config(), key, tally.exchange().requestHead(), ask)) {
            case Aim.Nowhere(var no) -> new Served.Refused(no);
            case Aim.ByModel(var pinned) -> aimed(key, ask, pinned, desk.access().grant(tally.setup().config(), key,
                    tally.exchange().requestHead(), ask), tally);
            case Aim.Along(var route, var pinned) -> aimed(key, ask, pinned, desk.access().along(
                    tally.setup().config(), key, tally.exchange().requestHead(), ask, route), tally);
        };
    }

    private Served aimed(KeyEntry key, Ask ask, Optional<TargetId> pinned, Grant grant, Tally tally) {
        final Grant.Granted granted;
        switch (grant) {
            case Grant.Forbidden no -> {
                return refused(tally, no.who(), Rejection.of(no));
            }
            case Grant.UnknownModel no -> {
                return refused(tally, no.who(), Rejection.of(no));
            }
            case Grant.Granted yes -> granted = yes;
        }
        tally.granted(granted);
        return switch (Maxima.of(key, ask)) {
            case Maxima.Over(var rejection) -> new Served.Refused(rejection);
            case Maxima.Fits(var capped) -> {
                var served = planned(key, granted, capped, pinned, tally);
                yield ask.endpoint() == Endpoint.COUNT_TOKENS
                        ? TokenCount.of(ask, served)
                        : kept.learned(key, ask, served, tally);
            }
        };
    }

    /// Who found room when it planned, and none when it came there, plans again while the route's wait lasts.
    private Served planned(KeyEntry key, Grant.Granted granted, Ask ask, Optional<TargetId> pinned, Tally tally) {
        var policy = granted.route().policy();
        var room = policy.queueWait().isZero()
                ? open
                : rooms.computeIfAbsent(granted.route().name(), _ -> new WaitingRoom(time));
        try (var turn = room.turn(granted.who().traffic(), policy.queueWait(), policy.queueMost(), tally.flight())) {
            tally.waits(turn);
            while (true) {
                var served = planned(key, granted, ask, pinned, turn, tally);
                if (!(served instanceof Served.NoRoom) || turn.isOver()) {
                    return served;
                }
            }
        }
    }

    private Served planned(KeyEntry key, Grant.Granted granted, Ask ask, Optional<TargetId> pinned,
            WaitingRoom.Turn turn, Tally tally) {
        final Plan plan;
        switch (turn.plan(() -> routed(granted, ask, pinned, tally))) {
            case Routed.NoTarget no -> {
                return tally.flight().why().<Served>map(why -> new Served.Broken(Failures.gone(why),
                        Failures.gone(why).message())).orElseGet(() -> new Served.Refused(Rejection.of(no)));
            }
            case Routed.Planned planned -> plan = planned.plan();
        }
        tally.planned(plan);
        return admitted(key, granted, plan, ask, tally);
    }

    private Routed routed(Grant.Granted granted, Ask ask, Optional<TargetId> pinned, Tally tally) {
        return desk.router().plan(new Question(granted.route(), ask, granted.who(), pinned), tally.setup().config(),
                new Moment(tally.setup(), ask, granted.who(), desk.admission(), time.instant(), desk.chance()));
    }

    private Scan read(Called called, Tally tally) {
        var listen = tally.setup().config().listen();
        if (called.isBodiless()) {
            return new Scan.Read(Ask.bodiless(called));
        }
        if (called.needsForm() || Spool.takes(tally.exchange().requestHead())) {
            return form(called, listen.maxMultipart(), tally);
        }
        return AskScanner.scan(called, tally.exchange().read(listen.maxBody()));
    }

    private Scan form(Called called, long most, Tally tally) {
        return switch (desk.spool().take(tally.exchange(), most)) {
            case Spool.Taken.Refused(var bad) -> new Scan.Refused(bad);
            case Spool.Taken.Whole(var upload) -> {
                tally.holds(upload);
                yield AskScanner.scan(called, upload, !called.isKept());
            }
        };
    }

    private static Served refused(Tally tally, Attribution who, Rejection rejection) {
        tally.attributed(who);
        return new Served.Refused(rejection);
    }

    private Served admitted(KeyEntry key, Grant.Granted granted, Plan plan, Ask ask, Tally tally) {
        var estimate = Estimate.of(tally.setup(), plan, ask, granted.who(), tally.started());
        var refusal = unaffordable(granted, plan, estimate).or(() -> Maxima.of(key, estimate));
        if (refusal.isPresent()) {
            return new Served.Refused(refusal.get());
        }
        var config = tally.setup().config();
        var claim = new Claim(tally.exchange().id(), granted.who(), key.limits(), estimate.picos(), estimate.tokens(),
                estimate.unpriced().isEmpty());
        return switch (desk.admission().admit(config.budgets(), config.billingZone(), claim)) {
            case Decision.OverBudget no -> {
                tally.rated(no.rates());
                yield new Served.Refused(Rejection.of(no));
            }
            case Decision.RateLimited no -> {
                tally.rated(no.rates());
                yield new Served.Refused(Rejection.of(no));
            }
            case Decision.Admitted(Reservation held) -> {
                tally.rated(held.rates());
                yield run(plan, ask, estimate, held, tally);
            }
        };
    }

    private Served run(Plan plan, Ask ask, Estimate estimate, Reservation held, Tally tally) {
        boolean asked = true;
        try {
            desk.ledger().started(tally.opened());
            var served = attempts.run(plan, ask, estimate, held, tally);
            asked = !(served instanceof Served.Refused || served instanceof Served.NoRoom);
            if (served instanceof Served.Whole || served instanceof Served.Streamed) {
                tally.target().ifPresent(by -> desk.router().answered(plan, by));
            }
            return served;
        } finally {
            // once, on every path, before the last byte leaves
            held.settle(tally.cost().picos(), tally.tokens(), asked);
        }
    }

    private Optional<Rejection> unaffordable(Grant.Granted granted, Plan plan, Estimate estimate) {
        if (desk.ledger().full()) {
            return Optional.of(Rejection.ledgerFull());
        }
        if (plan.route().refuseUnpriced() && estimate.unpriced().isPresent()) {
            return Optional.of(Rejection.unpriced(estimate.unpriced().get()));
        }
        if (granted.maxPicos().isPresent() && estimate.picos() > granted.maxPicos().getAsLong()) {
            return Optional.of(Rejection.overRequestLimit(Picos.usd(estimate.picos()),
                    Picos.usd(granted.maxPicos().getAsLong())));
        }
        return Optional.empty();
    }
}
