package dev.tollgate.gateway;

import dev.tollgate.gateway.admin.AdminHandler;
import dev.tollgate.gateway.request.LocalAnswers;
import dev.tollgate.gateway.request.RequestHandler;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Handler;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Which path leads where. Whatever is not served here is a 404 or 405 in JSON.
final class Doors implements Handler {
    private static final System.Logger LOG = System.getLogger(Doors.class.getName());
    private static final Head JSON = Head.of("Content-Type", "application/json");

    private final RequestHandler requests;
    private final LocalAnswers local;
    private final AdminHandler admin;

    Doors(RequestHandler requests, LocalAnswers local, AdminHandler admin) {
        this.requests = requests;
        this.local = local;
        this.admin = admin;
    }

    @Override
    public void handle(Exchange exchange) {
        try {
            route(exchange, exchange.path());
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "client left", gone);
        }
    }

    private void route(Exchange exchange, String path) throws IOException {
        if (path.startsWith("/tollgate/")) {
            admin.handle(exchange);
            return;
        }
        switch (path) {
            case "/v1/chat/completions" -> call(Endpoint.CHAT, exchange);
            case "/v1/completions" -> call(Endpoint.COMPLETIONS, exchange);
            case "/v1/embeddings" -> call(Endpoint.EMBEDDINGS, exchange);
            case "/", "/v1" -> {
                if (reads(exchange)) {
                    exchange.answer(200, JSON, "{\"service\":\"tollgate\"}".getBytes(StandardCharsets.UTF_8));
                }
            }
            default -> other(exchange, path);
        }
    }

    private void other(Exchange exchange, String path) throws IOException {
        if (path.equals("/v1/models") || path.startsWith("/v1/models/")) {
            if (reads(exchange)) {
                local.models(exchange);
            }
        } else {
            exchange.answer(404, JSON, ErrorBody.openai("Tollgate has nothing at " + path
                    + ". It serves /v1/chat/completions, /v1/completions, /v1/embeddings and /v1/models.",
                    "invalid_request_error", null, "not_found"));
        }
    }

    private void call(Endpoint endpoint, Exchange exchange) throws IOException {
        if (exchange.method().equals("POST")) {
            requests.handle(endpoint, exchange);
        } else {
            refuseMethod(exchange, "POST");
        }
    }

    private static boolean reads(Exchange exchange) throws IOException {
        boolean reads = exchange.reads();
        if (!reads) {
            refuseMethod(exchange, "GET, HEAD");
        }
        return reads;
    }

    private static void refuseMethod(Exchange exchange, String allowed) throws IOException {
        exchange.answer(405, JSON.with("Allow", allowed), ErrorBody.openai(
                exchange.method() + " is not served at " + exchange.path() + "; use " + allowed + ".",
                "invalid_request_error", null, "method_not_allowed"));
    }
}
