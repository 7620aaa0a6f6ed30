package dev.tollgate.gateway.wire.ollama;

import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Gathered;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Reads an answer line by line; a whole one is a stream of one line. For one answer.
final class AnswerReader implements PieceReader {
    private enum Growing {
        NOTHING,
        TEXT,
        THOUGHT
    }

    private Growing growing = Growing.NOTHING;
    private String id = "";
    private int slot = -1;
    private int calls;
    private boolean opened;
    private boolean finished;

    static Answer whole(JsonNode body) {
        if (!body.path("message").isObject()) {
            throw new Garbled("answered with something that is no answer of Ollama's");
        }
        var reader = new AnswerReader();
        var gathered = new Gathered();
        reader.read("", body, gathered::add);
        if (!reader.finished) {
            throw new Garbled("sent only the beginning of an answer");
        }
        return gathered.answer();
    }

    @Override
    public void read(String name, JsonNode line, Consumer<Piece> out) {
        if (finished) {
            return;
        }
        open(line, out);
        var message = line.path("message");
        grow(Growing.THOUGHT, message.path("thinking").asString(""), out);
        grow(Growing.TEXT, message.path("content").asString(""), out);
        for (var call : message.path("tool_calls").values()) {
            call(call, out);
        }
        if (line.path("done").asBoolean(false)) {
            finish(line, out);
        }
    }

    /// An answer has no id of its own, but a time of nanoseconds at which it began.
    private void open(JsonNode line, Consumer<Piece> out) {
        if (!opened) {
            opened = true;
            id = line.path("created_at").asString("").replaceAll("[^A-Za-z0-9]", "");
            out.accept(new Piece.Opened(id, line.path("model").asString("")));
        }
    }

    private void grow(Growing what, String text, Consumer<Piece> out) {
        if (text.isEmpty()) {
            return;
        }
        if (growing != what) {
            close(out);
            growing = what;
            slot++;
        }
        out.accept(what == Growing.THOUGHT ? new Piece.Thought(slot, text, false) : new Piece.Text(slot, text));
    }

    private void close(Consumer<Piece> out) {
        if (growing != Growing.NOTHING) {
            out.accept(new Piece.Closed(slot));
            growing = Growing.NOTHING;
        }
    }

    /// A call comes whole; newer servers give it an id.
    private void call(JsonNode call, Consumer<Piece> out) {
        var function = call.path("function");
        var name = Json.string(function, "name").filter(said -> !said.isEmpty())
                .orElseThrow(() -> new Garbled("sent a tool call without a name"));
        var arguments = arguments(function.path("arguments"));
        close(out);
        slot++;
        calls++;
        var callId = Json.string(call, "id").filter(said -> !said.isEmpty())
                .orElseGet(() -> "call_" + (id.isEmpty() ? "" : id + "_") + calls);
        out.accept(new Piece.Called(slot, callId, name, false));
        out.accept(new Piece.Arguments(slot, arguments));
        out.accept(new Piece.Closed(slot));
    }

    /// An object; imitations send its text.
    private static String arguments(JsonNode said) {
        if (said.isMissingNode() || said.isNull()) {
            return "{}";
        }
        var text = said.isString() ? said.asString() : Json.text(said);
        if (Json.read(text).filter(JsonNode::isObject).isEmpty()) {
            throw new Garbled("sent a tool call whose arguments are no JSON object");
        }
        return text;
    }

    private void finish(JsonNode line, Consumer<Piece> out) {
        finished = true;
        close(out);
        var usage = Json.object();
        for (var count : List.of("prompt_eval_count", "eval_count")) {
            if (line.path(count).isNumber()) {
                usage.set(count, line.path(count));
            }
        }
        if (!usage.isEmpty()) {
            out.accept(new Piece.Counted(usage));
        }
        out.accept(new Piece.Finished(finish(line.path("done_reason").asString("")), Optional.empty()));
    }

    /// `stop`, also with calls, and `load` and `unload` where nothing was asked.
    private Finish finish(String reason) {
        return reason.equals("length") ? Finish.LENGTH : calls > 0 ? Finish.CALLS : Finish.STOP;
    }
}
