package dev.tollgate.gateway.request;

import dev.tollgate.gateway.access.Access;
import dev.tollgate.gateway.access.Identified;
import dev.tollgate.gateway.access.ListedModel;
import dev.tollgate.gateway.access.Models;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.io.JsonStringEncoder;

/// What the gateway answers itself, from memory: the models a key may use.
public final class LocalAnswers {
    private static final Head JSON = Head.of("Content-Type", "application/json");

    private final LiveSetup live;
    private final Access access;
    private final Replies replies;

    LocalAnswers(LiveSetup live, Access access, Replies replies) {
        this.live = live;
        this.access = access;
        this.replies = replies;
    }

    /// `GET /v1/models` and `/v1/models/{id}`; an id may hold `/`, `:` and escapes.
    public void models(Exchange exchange) throws IOException {
        var setup = live.current();
        switch (access.identify(setup.keys(), exchange.requestHead())) {
            case Identified.Unknown no -> replies.refuse(exchange, Rejection.of(no));
            case Identified.Known(var key) -> {
                var models = Models.visible(setup.config(), key);
                var path = exchange.path();
                if (path.equals("/v1/models")) {
                    json(exchange, 200, list(models));
                } else {
                    one(exchange, models, path.substring("/v1/models/".length()));
                }
            }
        }
    }

    private static void one(Exchange exchange, List<ListedModel> models, String raw) throws IOException {
        var id = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        var found = models.stream().filter(m -> m.id().equals(id)).findFirst();
        if (found.isPresent()) {
            json(exchange, 200, object(found.get()));
        } else {
            exchange.answer(404, JSON, ErrorBody.openai("No model " + id + " is known here, or this key may not use it."
                    + " GET /v1/models lists what it may use.", "invalid_request_error", "model", "model_not_found"));
        }
    }

    private static String list(List<ListedModel> models) {
        return models.stream().map(LocalAnswers::object)
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
    }

    private static String object(ListedModel model) {
        return "{\"id\":\"" + quoted(model.id()) + "\",\"object\":\"model\",\"created\":0,\"owned_by\":\""
                + quoted(model.ownedBy()) + "\"}";
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
    }

    private static void json(Exchange exchange, int status, String body) throws IOException {
        exchange.answer(status, JSON, body.getBytes(StandardCharsets.UTF_8));
    }
}
