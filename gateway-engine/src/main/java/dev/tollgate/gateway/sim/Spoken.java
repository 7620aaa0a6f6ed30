package dev.tollgate.gateway.sim;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Form;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// The simulated provider's answers in other protocols than chat: it thinks in chat, and this says it as the native
/// provider of the protocol would. For one call.
final class Spoken {
    private static final Form CHAT = Forms.of(Protocol.CHAT);
    private static final String DATA = "data: ";

    private final Form form;
    private final Prompt prompt;
    private final long created;
    private Finish finish = Finish.STOP;
    private Usage usage = Usage.NONE;

    private Spoken(Form form, Prompt prompt, long created) {
        this.form = form;
        this.prompt = prompt;
        this.created = created;
    }

    /// Empty where the path is chat's own, or calls nothing.
    ///
    /// @throws Untranslatable where the request cannot be what it claims to be
    static Optional<Spoken> of(String path, byte[] body, long created) {
        var called = Called.of(path).filter(c -> c.endpoint().protocol() != Protocol.CHAT);
        if (called.isEmpty()) {
            return Optional.empty();
        }
        var tree = Json.read(body, 0, body.length).filter(JsonNode::isObject)
                .orElseThrow(() -> Untranslatable.wrong("body", "The body is no JSON object."));
        var form = Forms.of(called.get().endpoint().protocol());
        boolean stream = called.get().stream() || tree.path("stream").asBoolean(false);
        var model = called.get().model().orElseGet(() -> tree.path("model").asString(""));
        return Optional.of(new Spoken(form, form.prompt(tree).to(model, stream, OptionalLong.empty()), created));
    }

    /// What is asked, as a chat.
    byte[] chat() {
        return Json.bytes(CHAT.ask(prompt, new ProviderForm.Model(prompt.model(), 0, false), new ArrayList<>()));
    }

    /// The refusal of a body that is wrong.
    static Script refusal(String path, Untranslatable wrong) {
        var client = Called.protocol(path);
        return error(client, 400, new ErrorBody.Said(400, wrong.said(client), wrong.field(client), "invalid_value"),
                Reply.JSON);
    }

    /// The same script as this protocol's own.
    Script say(Script script) {
        if (script.status() == 0) {
            return script;
        }
        if (script.status() != 200) {
            return error(form.protocol(), script.status(), said(script), script.head());
        }
        return script.head().first("Content-Type").filter(type -> type.contains("json")).isPresent()
                ? whole(script)
                : stream(script);
    }

    static ErrorBody.Said said(Script script) {
        var error = Json.read(new String(script.pieces().getFirst().bytes(), StandardCharsets.UTF_8))
                .map(tree -> tree.path("error")).orElseGet(Json::object);
        return new ErrorBody.Said(script.status(), error.path("message").asString(""), null,
                error.path("code").asString(""));
    }

    static Script error(Protocol protocol, int status, ErrorBody.Said said, Head head) {
        var bytes = ErrorBody.of(protocol, said);
        var fields = new ArrayList<>(head.fields());
        fields.removeIf(field -> field.name().equalsIgnoreCase("Content-Length"));
        return new Script(status, new Head(fields).with("Content-Length",
                Integer.toString(bytes.length)), List.of(new Piece(Duration.ZERO, bytes, 0)), 1,
                Script.Last.END, 0, 0, Duration.ZERO);
    }

    private Script whole(Script script) {
        var only = script.pieces().getFirst();
        var tree = Json.read(only.bytes(), 0, only.bytes().length).filter(t -> t.has("choices"));
        if (tree.isEmpty()) {
            return script;
        }
        var bytes = Json.bytes(form.reply(CHAT.answer(tree.get()), usage(tree.get().path("usage")), prompt, created));
        return script.with(Reply.JSON.with("Content-Length", Integer.toString(bytes.length)))
                .with(List.of(new Piece(only.after(), bytes, only.tokens())), script.last());
    }

    private Script stream(Script script) {
        var reader = CHAT.reader();
        var writer = form.writer(prompt, created);
        var pieces = new ArrayList<Piece>();
        for (var piece : script.pieces()) {
            var out = new EventOut();
            var text = new String(piece.bytes(), StandardCharsets.UTF_8);
            var tree = text.startsWith(DATA)
                    ? Json.read(text.substring(DATA.length()).strip())
                    : Optional.<JsonNode>empty();
            if (text.startsWith("data: [DONE]")) {
                writer.end(finish, Optional.empty(), usage, out);
            } else if (tree.isEmpty()) {
                out.append(piece.bytes());
            } else if (tree.get().has("error")) {
                var error = tree.get().path("error");
                writer.fail("api_error", error.path("code").asString(""), error.path("message").asString(""), usage,
                        out);
            } else {
                reader.read("", tree.get(), each -> write(each, writer, out));
            }
            pieces.add(new Piece(piece.after(), out.copy(), piece.tokens()));
        }
        return script.with(pieces, script.last());
    }

    private void write(dev.tollgate.gateway.wire.neutral.Piece piece,
            dev.tollgate.gateway.wire.neutral.PieceWriter writer, EventOut out) {
        switch (piece) {
            case dev.tollgate.gateway.wire.neutral.Piece.Counted(var stated) -> usage = usage(stated);
            case dev.tollgate.gateway.wire.neutral.Piece.Finished(var how, var _) -> finish = how;
            default -> writer.write(piece, usage, out);
        }
    }

    private static Usage usage(JsonNode stated) {
        return Usage.of(stated.path("prompt_tokens").asLong(0), stated.path("completion_tokens").asLong(0),
                UsageSource.REPORTED)
                .with(Unit.CACHE_READ, stated.path("prompt_tokens_details").path("cached_tokens").asLong(0))
                .with(Unit.REASONING, stated.path("completion_tokens_details").path("reasoning_tokens").asLong(0));
    }
}
