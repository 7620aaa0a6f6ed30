package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.upstream.dialect.UsageTree;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import dev.tollgate.gateway.wire.responses.ResponsesForm;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Understands a stream piece by piece, whatever its protocol, and remembers what a relay must know. For one thread.
final class PieceSense {
    /// What an event means for the stream.
    enum Told {
        GOES_ON,
        /// The protocol's own end.
        ENDS,
        ERROR,
        /// JSON, but not what it claims to be.
        ODD,
        GARBLED
    }

    private final Protocol protocol;
    private final PieceReader reader;
    private final Map<String, String> usage = new HashMap<>();
    private JsonNode node = Json.object();
    private JsonNode response = Json.object();
    private Finish finish = Finish.STOP;
    private Optional<String> stopSequence = Optional.empty();
    private @Nullable String model;
    private boolean content;
    private boolean finished;
    private boolean counted;
    private long textBytes;
    private long sequence = -1;

    PieceSense(Protocol protocol, PieceReader reader) {
        this.protocol = protocol;
        this.reader = reader;
    }

    /// Reads one event that carries data; each piece but usage and finish goes on to `pieces` as it is understood.
    Told read(Event event, Consumer<Piece> pieces) {
        counted = false;
        var read = Json.read(event.json(), event.from(), event.to()).filter(JsonNode::isObject);
        if (read.isEmpty()) {
            return Told.GARBLED;
        }
        node = read.get();
        var type = node.path("type").asString("");
        sequence = node.path("sequence_number").asLong(sequence);
        response = node.path("response").isObject() ? node.path("response") : response;
        if (isError(type)) {
            return Told.ERROR;
        }
        try {
            reader.read(type, node, piece -> piece(piece, pieces));
        } catch (Garbled _) {
            return Told.ODD;
        }
        return ends(type) ? Told.ENDS : Told.GOES_ON;
    }

    private void piece(Piece piece, Consumer<Piece> pieces) {
        switch (piece) {
            case Piece.Opened opened -> model = model == null && !opened.model().isEmpty() ? opened.model() : model;
            case Piece.Text text -> grew(text.text());
            case Piece.Refusal refusal -> grew(refusal.text());
            case Piece.Thought thought -> grew(thought.text());
            case Piece.Arguments arguments -> grew(arguments.fragment());
            case Piece.Called _,Piece.Shown _ -> content = true;
            case Piece.Sealed _,Piece.Closed _ -> {
            }
            case Piece.Counted(var stated) -> {
                counted = true;
                if (protocol == Protocol.GEMINI) {
                    usage.clear(); // each chunk states all of it, and leaves out what is none
                }
                UsageTree.flatten(stated, usage);
                return;
            }
            case Piece.Finished(var how, var at) -> {
                finished = true;
                finish = how;
                stopSequence = at;
                return;
            }
        }
        pieces.accept(piece);
    }

    private void grew(String text) {
        content |= !text.isEmpty();
        textBytes += bytes(text);
    }

    /// As UTF-8, without making it.
    static long bytes(String text) {
        long sum = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            sum += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return sum;
    }

    private boolean isError(String type) {
        return switch (protocol) {
            case MESSAGES -> type.equals("error");
            case RESPONSES -> type.equals("error") || type.equals("response.failed");
            case CHAT, GEMINI, CONVERSE, OLLAMA -> !node.path("error").isEmpty() || node.path("error").isString();
        };
    }

    private boolean ends(String type) {
        return switch (protocol) {
            case MESSAGES -> type.equals("message_stop");
            case RESPONSES -> type.equals("response.completed") || type.equals("response.incomplete");
            case OLLAMA -> finished;
            case CONVERSE -> finished && type.equals("metadata"); // the usage, which comes last
            case CHAT, GEMINI -> false;
        };
    }

    /// The error of the last event as a body with an `error` object.
    byte[] error() {
        var failed = node.path("response").path("error");
        return Json.bytes(failed.isObject() ? Json.object().set("error", failed) : node);
    }

    /// An end for a stream of Responses that was passed on as it came: the client has seen its beginning.
    byte[] failed(ErrorBody.Said said) {
        var whole = Json.object();
        whole.setAll((ObjectNode) response.deepCopy());
        whole.put("status", "failed");
        whole.putObject("error").put("code", ResponsesForm.failure(said.code())).put("message", said.message());
        var event = Json.object().put("type", "response.failed").put("sequence_number", sequence + 1);
        event.set("response", whole);
        return ("event: response.failed\ndata: " + Json.text(event) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    boolean hasBegun() {
        return content || finished;
    }

    /// Whether the model has said that it is done.
    boolean isFinished() {
        return finished;
    }

    /// Whether nothing is missing if the connection ends now.
    boolean isComplete() {
        return finished && switch (protocol) {
            case CHAT, GEMINI, CONVERSE, OLLAMA -> true;
            case MESSAGES, RESPONSES -> false;
        };
    }

    /// Whether the last event stated usage.
    boolean hasUsage() {
        return counted;
    }

    /// All that was stated so far by path, the last value of each; grows while events are read.
    Map<String, String> usage() {
        return usage;
    }

    long textBytes() {
        return textBytes;
    }

    Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /// The id of a response that its provider keeps.
    Optional<String> storedAs() {
        return Optional.of(response).filter(known -> known.path("store").asBoolean(true))
                .map(known -> known.path("id").asString("")).filter(id -> !id.isEmpty());
    }

    Finish finish() {
        return finish;
    }

    Optional<String> stopSequence() {
        return stopSequence;
    }
}
