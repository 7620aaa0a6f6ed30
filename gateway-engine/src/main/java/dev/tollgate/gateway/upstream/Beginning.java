package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.EventSplitter;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Begun;
import dev.tollgate.gateway.wire.neutral.Form;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/// The part of an answer that a client has when its stream breaks off, understood: another attempt goes on from here.
/// Immutable.
///
/// @param prompt what the client asked
/// @param text all that it has read
/// @param open the part in which it may go on; empty where the last one was ended
/// @param slots how many parts there are
public record Beginning(Prompt prompt, Begun begun, String text, OptionalInt open, int slots) {
    /// What was found.
    public sealed interface Read {
        record Usable(Beginning beginning) implements Read {}

        /// Nobody can go on from there.
        ///
        /// @param why in words, as the end of "…, since"
        record Unusable(String why) implements Read {}
    }

    /// Reads what the client has of the answer to `ask`.
    public static Read of(Ask ask, Sent sent) {
        if (!isConversation(ask.endpoint())) {
            return new Read.Unusable("such an answer cannot be gone on with");
        }
        if (ask.choices() > 1) {
            return new Read.Unusable("several answers were asked for at once");
        }
        if (!sent.isWhole()) {
            return new Read.Unusable("the answer was too long to be remembered");
        }
        try {
            var body = ask.body();
            var tree = Json.read(body, 0, body.length).orElseThrow(() -> new Garbled("no JSON"));
            var begun = begun(ask, sent);
            var form = Forms.of(ask.protocol());
            return new Found(begun).read(form, form.prompt(tree).to(ask.model(), true, ask.maxOutput()));
        } catch (Untranslatable | Garbled odd) {
            return new Read.Unusable("what the client has of the answer is not understood");
        }
    }

    private static boolean isConversation(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT, RESPONSES, MESSAGES, GENERATE -> true;
            case COMPLETIONS, EMBEDDINGS, IMAGES, AUDIO, MODERATIONS, RERANK, FILES, BATCHES, COUNT_TOKENS, CONVERSE,
                    OLLAMA_CHAT ->
                false;
        };
    }

    private static Begun begun(Ask ask, Sent sent) {
        var reader = Forms.provider(ask.protocol()).reader();
        var events = new ArrayList<JsonNode>();
        var pieces = new ArrayList<Piece>();
        new EventSplitter(Sent.MOST).feed(sent.bytes(), 0, sent.length(), (bytes, from, to) -> {
            var event = Event.of(bytes, from, to);
            if (event.kind() == Event.Kind.DATA) {
                Json.read(event.json(), event.from(), event.to()).ifPresent(node -> {
                    events.add(node);
                    reader.read(node.path("type").asString(""), node, pieces::add);
                });
            }
        });
        return new Begun(events, pieces);
    }

    /// Walks over the pieces once.
    private static final class Found {
        private final Begun begun;
        private final StringBuilder text = new StringBuilder();
        private String why = "";
        private int open = -1;
        private int slots;

        Found(Begun begun) {
            this.begun = begun;
        }

        Read read(Form form, Prompt prompt) {
            begun.pieces().forEach(this::take);
            if (why.isEmpty() && form.goingOn(prompt, begun).isEmpty()) {
                why = "its parts cannot be numbered on";
            }
            return why.isEmpty()
                    ? new Read.Usable(new Beginning(prompt, begun, text.toString(),
                            open < 0 ? OptionalInt.empty() : OptionalInt.of(open), slots))
                    : new Read.Unusable(why);
        }

        private void take(Piece piece) {
            switch (piece) {
                case Piece.Text(int slot, var more) -> {
                    text.append(more);
                    why = why.startsWith("the model was still") ? "" : why;
                    at(slot);
                }
                case Piece.Thought(int slot, _, _) -> {
                    why = why.isEmpty() ? "the model was still thinking" : why;
                    at(slot);
                }
                case Piece.Called(int slot, _, _, _) -> {
                    why = "a tool call had begun";
                    at(slot);
                }
                case Piece.Shown(int slot, _) -> {
                    why = "it holds a picture or a sound";
                    at(slot);
                }
                case Piece.Refusal(int slot, _) -> {
                    why = "the model was refusing";
                    at(slot);
                }
                case Piece.Closed(int slot) -> open = open == slot ? -1 : open;
                case Piece.Opened _,Piece.Sealed _,Piece.Arguments _,Piece.Counted _,Piece.Finished _ -> {
                }
            }
        }

        private void at(int slot) {
            open = slot;
            slots = Math.max(slots, slot + 1);
        }
    }
}
