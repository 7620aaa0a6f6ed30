package dev.tollgate.gateway.sim;

import dev.tollgate.gateway.wire.Head;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Ready-made shapes of answers: JSON, errors, lists of models.
final class Reply {
    static final Head JSON = Head.of("Content-Type", "application/json", "x-sim", "simulated");
    static final Head STREAM = Head.of("Content-Type", "text/event-stream; charset=utf-8", "Cache-Control", "no-cache",
            "x-sim", "simulated");

    private Reply() {}

    static Script json(JsonNode body, Duration after, int outputTokens, long input, long cached) {
        var bytes = bytes(body.toString());
        return new Script(200, JSON.with("Content-Length", Integer.toString(bytes.length)),
                List.of(new Piece(after, bytes, outputTokens)), 1, Script.Last.END, input, cached, Duration.ZERO);
    }

    static Script error(int status, String type, String code, String message) {
        return error(status, type, code, message, JSON);
    }

    static Script error(int status, String type, String code, String message, Head head) {
        var bytes = bytes(errorBody(type, code, message).toString());
        return new Script(status, head.with("Content-Length", Integer.toString(bytes.length)),
                List.of(new Piece(Duration.ZERO, bytes, 0)), 1, Script.Last.END, 0, 0, Duration.ZERO);
    }

    static ObjectNode errorBody(String type, String code, String message) {
        var body = SimRequest.JSON.createObjectNode();
        body.putObject("error").put("message", message).put("type", type).putNull("param").put("code", code);
        return body;
    }

    static Script notFound(String what) {
        return error(404, "invalid_request_error", "not_found", "The simulated provider has no " + what + ".");
    }

    static Script models(List<SimModel> models) {
        var list = SimRequest.JSON.createObjectNode().put("object", "list");
        var data = list.putArray("data");
        models.forEach(each -> data.add(model(each)));
        return json(list, Duration.ZERO, 0, 0, 0);
    }

    static ObjectNode model(SimModel model) {
        return SimRequest.JSON.createObjectNode().put("id", model.name()).put("object", "model")
                .put("created", 1_700_000_000).put("owned_by", "simulated");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
