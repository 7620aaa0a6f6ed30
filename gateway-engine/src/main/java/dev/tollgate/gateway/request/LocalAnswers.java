package dev.tollgate.gateway.request;

import dev.tollgate.gateway.access.Access;
import dev.tollgate.gateway.access.Identified;
import dev.tollgate.gateway.access.ListedModel;
import dev.tollgate.gateway.access.Models;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the gateway answers itself, from memory: the models a key may use.
public final class LocalAnswers {
    private static final String MODELS = "/models";
    private static final Head JSON = Head.of("Content-Type", "application/json");

    private final LiveSetup live;
    private final Access access;
    private final Replies replies;

    LocalAnswers(LiveSetup live, Access access, Replies replies) {
        this.live = live;
        this.access = access;
        this.replies = replies;
    }

    /// `GET /v1/models` and `/v1/models/{id}`, under `/v1beta` too; an id may hold `/`, `:` and escapes. In Anthropic's
    /// shape where the client says so by its version, in Gemini's under its own path.
    public void models(Exchange exchange) throws IOException {
        var setup = live.current();
        switch (access.identify(setup.keys(), exchange.requestHead())) {
            case Identified.Unknown no -> replies.refuse(exchange, Rejection.of(no));
            case Identified.Known(var key) -> {
                var models = Models.visible(setup.config(), key);
                var shape = ModelShape.of(exchange);
                var path = exchange.path();
                int id = path.indexOf(MODELS) + MODELS.length();
                if (id >= path.length()) {
                    json(exchange, 200, shape.list(models));
                } else {
                    one(exchange, shape, models, path.substring(id + 1));
                }
            }
        }
    }

    private static void one(Exchange exchange, ModelShape shape, List<ListedModel> models, String raw)
            throws IOException {
        var id = Called.decoded(raw);
        var found = models.stream().filter(m -> m.id().equals(id)).findFirst();
        if (found.isPresent()) {
            json(exchange, 200, shape.one(found.get()));
        } else {
            exchange.answer(404, JSON, ErrorBody.of(exchange.protocol(), new ErrorBody.Said(404, "No model " + id
                    + " is known here, or this key may not use it. GET /v1/models lists what it may use.", "model",
                    "model_not_found")));
        }
    }

    private static void json(Exchange exchange, int status, String body) throws IOException {
        exchange.answer(status, JSON, body.getBytes(StandardCharsets.UTF_8));
    }
}
