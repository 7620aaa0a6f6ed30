package dev.tollgate.gateway;

import dev.tollgate.gateway.admin.AdminHandler;
import dev.tollgate.gateway.request.LocalAnswers;
import dev.tollgate.gateway.request.RequestHandler;
import dev.tollgate.gateway.wire.ArrayExchange;
import dev.tollgate.gateway.wire.Called;
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
        var called = Called.of(path);
        if (called.isPresent()) {
            call(called.get(), exchange);
        } else if (path.equals("/") || path.equals("/v1")) {
            if (reads(exchange)) {
                exchange.answer(200, JSON, "{\"service\":\"tollgate\"}".getBytes(StandardCharsets.UTF_8));
            }
        } else {
            other(exchange, path);
        }
    }

    private void other(Exchange exchange, String path) throws IOException {
        if (path.equals("/v1/models") || path.startsWith("/v1/models/") || path.equals("/v1beta/models")
                || path.startsWith("/v1beta/models/")) {
            if (reads(exchange)) {
                local.models(exchange);
            }
        } else {
            kept(exchange, path);
        }
    }

    private void kept(Exchange exchange, String path) throws IOException {
        var called = Called.kept(exchange.method(), path, exchange.query());
        if (called.isPresent()) {
            var allowed = called.get().method();
            boolean head = exchange.method().equals("HEAD") && allowed.equals("GET");
            if (head || allowed.equals(exchange.method())) {
                requests.handle(called.get(), exchange);
            } else {
                refuseMethod(exchange, allowed);
            }
        } else {
            refuse(exchange, JSON, 404, "not_found", "Tollgate has nothing at " + path
                    + ". It serves /v1/chat/completions, /v1/responses, /v1/completions, /v1/embeddings, /v1/models,"
                    + " /v1/images, /v1/audio, /v1/moderations, /v1/rerank, /v1/files, /v1/batches,"
                    + " /v1/messages and /v1beta/models/MODEL:generateContent.");
        }
    }

    private void call(Called called, Exchange exchange) throws IOException {
        if (posts(exchange)) {
            requests.handle(called, ArrayExchange.wanted(called, exchange) ? new ArrayExchange(exchange) : exchange);
        }
    }

    private static boolean posts(Exchange exchange) throws IOException {
        boolean posts = exchange.method().equals("POST");
        if (!posts) {
            refuseMethod(exchange, "POST");
        }
        return posts;
    }

    private static boolean reads(Exchange exchange) throws IOException {
        boolean reads = exchange.reads();
        if (!reads) {
            refuseMethod(exchange, "GET, HEAD");
        }
        return reads;
    }

    private static void refuseMethod(Exchange exchange, String allowed) throws IOException {
        refuse(exchange, JSON.with("Allow", allowed), 405, "method_not_allowed",
                exchange.method() + " is not served at " + exchange.path() + "; use " + allowed + ".");
    }

    private static void refuse(Exchange exchange, Head head, int status, String code, String message)
            throws IOException {
        exchange.answer(status, head,
                ErrorBody.of(exchange.protocol(), new ErrorBody.Said(status, message, null, code)));
    }
}
