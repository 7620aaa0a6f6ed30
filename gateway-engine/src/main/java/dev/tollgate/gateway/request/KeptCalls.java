package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Serving;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.ledger.Kept;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.upstream.Answer;
import dev.tollgate.gateway.upstream.dialect.BatchFigures;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.neutral.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Calls about files, batches and stored answers: each belongs to the key that made it, and is had again only by the
/// credential that made it. Thread-safe.
final class KeptCalls {
    private static final String ROUTE = "x-tollgate-route";
    private static final List<String> OUTPUTS = List.of("output_file_id", "error_file_id");
    /// When nothing more will be used.
    private static final Set<String> OVER = Set.of("completed", "expired", "cancelled", "failed");

    private final Keepsakes keepsakes;

    KeptCalls(Keepsakes keepsakes) {
        this.keepsakes = keepsakes;
    }

    /// Where a call must go.
    Aim aim(GatewayConfig config, KeyEntry key, Head head, Ask ask) {
        if (!ask.called().isKept()) {
            return new Aim.ByModel(Optional.ofNullable(ask.metadata().get("previous_response_id"))
                    .flatMap(id -> keepsakes.find(key.name(), id)).map(KeptCalls::pin));
        }
        var named = ask.called().id().or(() -> Optional.ofNullable(ask.metadata().get("input_file_id")));
        if (named.isPresent()) {
            return named.flatMap(id -> keepsakes.find(key.name(), id)).map(thing -> along(config, thing))
                    .orElseGet(() -> new Aim.Nowhere(Rejection.notKept(named.get())));
        }
        if (head.first(ROUTE).isPresent()) {
            return new Aim.ByModel(Optional.empty());
        }
        return only(config, key).<Aim>map(route -> new Aim.Along(route, Optional.empty()))
                .orElseGet(() -> new Aim.Nowhere(Rejection.noRouteNamed(ask.endpoint())));
    }

    private static TargetId pin(Kept thing) {
        return new TargetId(thing.provider(), thing.credential(), "");
    }

    private static Aim along(GatewayConfig config, Kept thing) {
        if (config.provider(thing.provider()).isEmpty()) {
            return new Aim.Nowhere(Rejection.providerGone(thing.id(), thing.provider()));
        }
        var target = new Target(thing.provider(), Target.SAME_NAME, RouteType.DIRECT, OptionalLong.empty(),
                OptionalLong.empty());
        return new Aim.Along(Route.of(thing.provider(), List.of(target)), Optional.of(pin(thing)));
    }

    /// The only route that the key may use.
    private static Optional<Route> only(GatewayConfig config, KeyEntry key) {
        var allowed = config.routes().stream()
                .filter(route -> key.routes().isEmpty() || key.routes().contains(route.name())).toList();
        return allowed.size() == 1 ? Optional.of(allowed.getFirst()) : Optional.empty();
    }

    /// Learns from an answer whose the things in it are; of a list it leaves what belongs to the key.
    Served learned(KeyEntry key, Ask ask, Served served, Tally tally) {
        var by = tally.target();
        if (by.isEmpty()) {
            return served;
        }
        return switch (served) {
            case Served.Whole whole when ask.called().isKept() -> kept(key, ask, by.get(), whole, tally);
            case Served.Whole whole -> {
                if (ask.endpoint() == Endpoint.RESPONSES && keeps(tally.setup().config(), by.get())) {
                    stored(whole.body()).ifPresent(id -> keepsakes.learn(key.name(), by.get(), id));
                }
                yield served;
            }
            case Served.Streamed _ -> {
                tally.streaming().flatMap(Answer::storedAs)
                        .ifPresent(id -> keepsakes.learn(key.name(), by.get(), id));
                tally.streaming().map(Answer::batched).filter(used -> !used.isEmpty())
                        .ifPresent(used -> output(key, ask, used, tally));
                yield served;
            }
            case Served.Refused _,Served.NoRoom _,Served.Broken _ -> served;
        };
    }

    /// Whether the answer is the provider's own, which it may keep; a converted one is kept by nobody.
    private static boolean keeps(GatewayConfig config, TargetId by) {
        return config.provider(by.provider()).flatMap(provider -> Serving.at(provider, Endpoint.RESPONSES))
                .filter(Endpoint.RESPONSES::equals).isPresent();
    }

    private static Optional<String> stored(byte[] body) {
        return Json.read(body, 0, body.length).filter(json -> json.path("store").asBoolean(true))
                .map(json -> json.path("id").asString("")).filter(id -> !id.isEmpty());
    }

    private Served kept(KeyEntry key, Ask ask, TargetId by, Served.Whole whole, Tally tally) {
        var json = Json.read(whole.body(), 0, whole.body().length).orElse(Json.object());
        if (ask.called().method().equals("DELETE")) {
            ask.called().id().ifPresent(keepsakes::forget);
        } else if (json.path("data").isArray() && ask.called().id().isEmpty()) {
            var own = own(key, (ObjectNode) json);
            if (ask.endpoint() == Endpoint.BATCHES) {
                own.path("data").forEach(batch -> seen(key, batch, tally));
            }
            return new Served.Whole(whole.status(), whole.head(), Json.bytes(own));
        } else if (ask.endpoint() == Endpoint.BATCHES) {
            batch(key, ask, by, json, tally);
        } else if (ask.called().id().isEmpty() && !json.path("id").asString("").isEmpty()) {
            keepsakes.learn(key.name(), by, json.path("id").asString(""));
        }
        return whole;
    }

    private void batch(KeyEntry key, Ask ask, TargetId by, JsonNode json, Tally tally) {
        var id = json.path("id").asString("");
        if (id.isEmpty()) {
            return;
        }
        if (ask.called().id().isEmpty()) {
            keepsakes.learnBatch(key.name(), by, id, tally.exchange().id());
        }
        OUTPUTS.stream().map(field -> json.path(field).asString("")).filter(file -> !file.isEmpty())
                .forEach(file -> keepsakes.learnOutput(key.name(), by, file, id));
        seen(key, json, tally);
    }

    /// A batch that is over is charged by what its object says, where it says something.
    private void seen(KeyEntry key, JsonNode batch, Tally tally) {
        if (OVER.contains(batch.path("status").asString(""))) {
            BatchFigures.object(Json.bytes(batch)).filter(used -> used.usage().get(Unit.INPUT) > 0)
                    .ifPresent(used -> charge(key, batch.path("id").asString(""), BatchFigures.sums(used), tally));
        }
    }

    /// One whose object says nothing is charged by the lines of its output.
    private void output(KeyEntry key, Ask ask, Map<String, Usage> used, Tally tally) {
        ask.called().id().flatMap(file -> keepsakes.find(key.name(), file)).flatMap(Kept::batch)
                .ifPresent(batch -> charge(key, batch, used, tally));
    }

    private void charge(KeyEntry key, String batch, Map<String, Usage> used, Tally tally) {
        keepsakes.find(key.name(), batch).flatMap(Kept::entry).ifPresent(
                entry -> keepsakes.charge(new BatchCharges.Seen(batch, entry, used, tally.setup())));
    }

    private ObjectNode own(KeyEntry key, ObjectNode list) {
        var ids = new ArrayList<String>();
        list.path("data").forEach(item -> ids.add(item.path("id").asString("")));
        var own = keepsakes.own(key.name(), ids);
        var left = Json.object().putArray("data");
        for (JsonNode item : list.path("data")) {
            if (own.contains(item.path("id").asString(""))) {
                left.add(item);
            }
        }
        var next = list.deepCopy();
        next.set("data", left);
        edge(next, "first_id", left, 0);
        edge(next, "last_id", left, left.size() - 1);
        return next;
    }

    private static void edge(ObjectNode list, String field, ArrayNode left, int at) {
        if (list.has(field) && left.isEmpty()) {
            list.putNull(field);
        } else if (list.has(field)) {
            list.set(field, left.get(at).path("id"));
        }
    }
}
