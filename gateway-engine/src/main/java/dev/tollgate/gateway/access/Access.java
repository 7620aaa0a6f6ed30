package dev.tollgate.gateway.access;

import dev.tollgate.gateway.access.Grant.Forbidden;
import dev.tollgate.gateway.access.Grant.Granted;
import dev.tollgate.gateway.access.Grant.UnknownModel;
import dev.tollgate.gateway.access.Identified.Known;
import dev.tollgate.gateway.access.Identified.Unknown;
import dev.tollgate.gateway.access.Pauses.Pause;
import dev.tollgate.gateway.access.Resolution.Found;
import dev.tollgate.gateway.access.Resolution.Missing;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Who calls, for whom, and with which route: the first word on every call. Thread-safe; holds nothing but the pauses.
public final class Access {
    private static final String ROUTE = "x-tollgate-route";

    private final Pauses pauses;
    private final Uses uses;
    private final Time time;

    public Access(Pauses pauses, Uses uses, Time time) {
        this.pauses = pauses;
        this.uses = uses;
        this.time = time;
    }

    /// Of several keys the first known one wins, in the order of WIRE K1. An expired or paused key is still known.
    public Identified identify(Keys keys, Head head) {
        var sent = Sent.in(head);
        for (var secret : sent.values()) {
            if (secret != null && !secret.isEmpty()) {
                var known = keys.find(secret);
                if (known.isPresent() && uses.take(known.get())) {
                    return new Known(known.get().key());
                }
            }
        }
        return new Unknown(sent.any(), sent.looksLike(), Messages.unknownKey(sent));
    }

    /// Checks expiry, pauses, the model's route and whether the key may use it, in this order.
    public Grant grant(GatewayConfig config, KeyEntry key, Head head, Ask ask) {
        return grant(config, key, head, ask, Optional.empty(), pauses::refused);
    }

    /// As [#grant] for a call that can only go along this route, whatever model it names.
    public Grant along(GatewayConfig config, KeyEntry key, Head head, Ask ask, Route route) {
        return grant(config, key, head, ask, Optional.of(route), pauses::refused);
    }

    /// As [#grant] for a call that is only thought of: nothing is counted.
    public Grant wouldGrant(GatewayConfig config, KeyEntry key, Head head, Ask ask) {
        return grant(config, key, head, ask, Optional.empty(), _ -> {});
    }

    private Grant grant(GatewayConfig config, KeyEntry key, Head head, Ask ask, Optional<Route> given,
            Consumer<Pause> counted) {
        var draft = attributed(key, head, ask.metadata());
        var who = draft.result();
        var barred = barred(key, who, counted).or(() -> Required.missing(key, who));
        if (barred.isPresent()) {
            return barred.get();
        }
        var asked = head.first(ROUTE).map(String::strip).filter(name -> given.isEmpty() && !name.isEmpty());
        var resolution = given.<Resolution>map(route -> new Found(route, List.of()))
                .or(() -> asked.map(name -> Models.route(config, name)))
                .orElseGet(() -> Models.resolve(config, ask.model()));
        return switch (resolution) {
            case Missing _ -> unknown(config, key, asked, ask.model(), who);
            case Found(Route found, List<String> notes) -> {
                var route = given.isPresent() ? found : Customers.route(config, found, who);
                var stopped = pauses.holding(d -> d == Dimension.ROUTE ? Optional.of(route.name()) : who.get(d));
                if (stopped.isPresent()) {
                    yield paused(key, stopped.get(), who, counted);
                }
                var all = new ArrayList<>(notes);
                all.addAll(draft.notes());
                if (!route.equals(found)) {
                    all.add(Customers.note(found, route, who));
                }
                Required.note(key, who).ifPresent(all::add);
                yield granted(key, route, given.map(Route::name).or(() -> asked).orElse(found.name()),
                        asked.orElse(ask.model()), head,
                        who, all, given.isPresent() || Allowed.allows(key, found.name(), asked.orElse(ask.model())));
            }
        };
    }

    /// For whom a call is, also where it is refused. `KEY` is always among the values.
    ///
    /// @param metadata as the scan found it in the body; empty before the body is read
    public Attribution attribution(KeyEntry key, Head head, Map<String, String> metadata) {
        return attributed(key, head, metadata).result();
    }

    private static Attributing attributed(KeyEntry key, Head head, Map<String, String> metadata) {
        var draft = new Attributing(key);
        Aliases.read(head, draft);
        BodyAliases.read(metadata, draft);
        return draft;
    }

    private Optional<Forbidden> barred(KeyEntry key, Attribution who, Consumer<Pause> counted) {
        if (key.isExpired(time.instant())) {
            return Optional.of(new Forbidden(Reason.KEY_EXPIRED, 401, "invalid_api_key",
                    Messages.expired(key, key.expires().orElseThrow()), who));
        }
        return pauses.holding(who::get).map(pause -> paused(key, pause, who, counted));
    }

    private static Forbidden paused(KeyEntry key, Pause pause, Attribution who, Consumer<Pause> counted) {
        counted.accept(pause);
        var reason = pause.subject().equals(key.name()) ? Reason.KEY_PAUSED : Reason.PAUSED;
        return new Forbidden(reason, 403, reason.word(), Messages.paused(key, pause), who);
    }

    /// @param routeAsked as the caller named it
    /// @param named the model, or the route, that the caller asked for
    private static Grant granted(KeyEntry key, Route route, String routeAsked, String named, Head head, Attribution who,
            List<String> notes, boolean allowed) {
        if (!allowed) {
            return new Forbidden(Reason.MODEL_NOT_ALLOWED, 403, "model_not_allowed",
                    Messages.notAllowed(key, named), who);
        }
        return switch (MaxUsd.of(head)) {
            case MaxUsd.Wrong(String message) ->
                new Forbidden(Reason.INVALID_REQUEST, 400, "invalid_request", message, who);
            case MaxUsd.Limit(OptionalLong picos) ->
                new Granted(who, route, routeAsked, notes, picos);
        };
    }

    private static UnknownModel unknown(GatewayConfig config, KeyEntry key, Optional<String> asked, String model,
            Attribution who) {
        var name = asked.orElse(model);
        var near = NearNames.of(name, Models.names(config, asked.isPresent()).filter(n -> Allowed.allows(key, n, n)));
        var message = asked.isPresent() ? Messages.unknownRoute(name, near) : Messages.unknownModel(name, near);
        return new UnknownModel(name, near, message, who);
    }
}
