package dev.tollgate.gateway.sim;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.gemini.Vectors;
import dev.tollgate.gateway.wire.neutral.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The simulated provider's embeddings in Gemini's words.
///
/// @param model as the path names it
record GeminiVectors(String model, Vectors vectors) {
    /// Empty where the call is another.
    ///
    /// @throws dev.tollgate.gateway.wire.neutral.Untranslatable where the request cannot be what it claims to be
    static Optional<GeminiVectors> of(String path, byte[] body) {
        return Called.of(path)
                .filter(called -> called.endpoint() == Endpoint.EMBEDDINGS && called.protocol() == Protocol.GEMINI)
                .map(called -> new GeminiVectors(called.model().orElse(""),
                        Vectors.read(Json.read(body, 0, body.length).orElseGet(Json::object),
                                called.tail().startsWith("batch"))));
    }

    /// The same in OpenAI's words.
    byte[] asked() {
        var body = Json.object().put("model", model);
        vectors.texts().forEach(body.putArray("input")::add);
        vectors.dimensions().ifPresent(count -> body.set("dimensions", count));
        return Json.bytes(body);
    }

    /// The answer to it in Gemini's.
    Script say(Script script) {
        if (script.status() == 0) {
            return script;
        }
        if (script.status() != 200) {
            return Spoken.error(Protocol.GEMINI, script.status(), Spoken.said(script), script.head());
        }
        var only = script.pieces().getFirst();
        var answer = Json.read(only.bytes(), 0, only.bytes().length).filter(tree -> tree.path("data").isArray());
        if (answer.isEmpty()) {
            return script;
        }
        var values = new ArrayList<JsonNode>();
        answer.get().path("data").forEach(item -> values.add(item.path("embedding")));
        var bytes = Json.bytes(vectors.reply(values, answer.get().path("usage").path("prompt_tokens").asLong()));
        return script.with(Reply.JSON.with("Content-Length", Integer.toString(bytes.length)))
                .with(List.of(new Piece(only.after(), bytes, only.tokens())), script.last());
    }
}
