package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One item of a streamed answer as it grows; for one thread. Each part of a message has a slot, every other item one.
final class StreamItem {
    private final String type;
    private final String id;
    private final String callId;
    private final IntSupplier slots;
    private final Consumer<Piece> out;
    /// By number; only messages have more than one.
    private final Map<Integer, Growing> parts = new TreeMap<>();
    /// Of a call whose name is not known yet.
    private final StringBuilder held = new StringBuilder();
    private String thinking = "";
    private boolean called;

    /// A part that has begun.
    private static final class Growing {
        private final int slot;
        private final StringBuilder text = new StringBuilder();
        private boolean closed;

        Growing(int slot) {
            this.slot = slot;
        }

        /// What is still missing of the whole.
        String rest(String whole) {
            return whole.startsWith(text.toString()) ? whole.substring(text.length()) : "";
        }
    }

    /// @param said the item as far as it is known
    /// @param callId for a call that has none
    StreamItem(JsonNode said, String callId, IntSupplier slots, Consumer<Piece> out) {
        this.type = said.path("type").asString("");
        this.id = said.path("id").asString("");
        this.callId = callId;
        this.slots = slots;
        this.out = out;
    }

    /// An item that is known by one of its events only.
    static ObjectNode unannounced(String type, JsonNode event) {
        return Json.object().put("type", type).put("id", event.path("item_id").asString(""));
    }

    boolean is(String named) {
        return !named.isEmpty() && named.equals(id);
    }

    boolean called() {
        return called;
    }

    /// @param item as it is announced
    void begin(JsonNode item) {
        if (call() && !item.path("name").asString("").isBlank()) {
            call(item);
        }
    }

    private boolean call() {
        return type.equals("function_call") || freeform();
    }

    private boolean freeform() {
        return type.equals("custom_tool_call");
    }

    private void call(JsonNode item) {
        if (!called) {
            called = true;
            var id = item.path("call_id").asString("").isEmpty() ? callId : item.path("call_id").asString();
            out.accept(new Piece.Called(part(0).slot, id, AnswerReader.name(item), freeform()));
            argue(held.toString());
        }
    }

    private Growing part(int number) {
        return parts.computeIfAbsent(number, _ -> new Growing(slots.getAsInt()));
    }

    void say(int number, String text, boolean refused) {
        if (!text.isEmpty() && !part(number).closed) {
            var part = part(number);
            part.text.append(text);
            out.accept(refused ? new Piece.Refusal(part.slot, text) : new Piece.Text(part.slot, text));
        }
    }

    void argue(String fragment) {
        if (!called) {
            held.append(fragment);
        } else if (!fragment.isEmpty() && !part(0).closed) {
            part(0).text.append(fragment);
            out.accept(new Piece.Arguments(part(0).slot, fragment));
        }
    }

    /// @param segment which of the summary's or the reasoning's parts this is
    void think(String segment, String text) {
        if (!text.isEmpty()) {
            thought(thinking.isEmpty() || thinking.equals(segment) ? text : Thoughts.BETWEEN + text);
            thinking = segment;
        }
    }

    private void thought(String text) {
        if (!text.isEmpty() && !part(0).closed) {
            part(0).text.append(text);
            out.accept(new Piece.Thought(part(0).slot, text, false));
        }
    }

    void partDone(int number, JsonNode part) {
        if (type.equals("message")) {
            whole(number, part);
            close(number);
        }
    }

    private void whole(int number, JsonNode part) {
        var said = AnswerReader.said(part);
        if (!said.isEmpty()) {
            say(number, part(number).rest(said), AnswerReader.refused(part));
        }
    }

    /// @param item as it is in the end
    void done(JsonNode item) {
        switch (type) {
            case "message" -> {
                for (int i = 0; i < item.path("content").size(); i++) {
                    whole(i, item.path("content").path(i));
                }
            }
            case "function_call", "custom_tool_call" -> {
                call(item);
                argue(part(0).rest(AnswerReader.arguments(item.path(freeform() ? "input" : "arguments"))));
            }
            case "reasoning" -> thoughtDone(item);
            case "image_generation_call" -> AnswerReader.image(item).ifPresent(this::show);
            default -> {
                // a tool of the provider's own
            }
        }
        parts.keySet().forEach(this::close);
    }

    private void thoughtDone(JsonNode item) {
        var whole = Thoughts.text(item);
        if (!whole.isEmpty()) {
            thought(part(0).rest(whole));
        }
        Thoughts.seal(item, false).ifPresent(seal -> {
            if (part(0).text.isEmpty()) {
                out.accept(new Piece.Thought(part(0).slot, "", true));
            }
            out.accept(new Piece.Sealed(part(0).slot, seal));
        });
    }

    private void show(Part.Media media) {
        if (parts.isEmpty()) {
            out.accept(new Piece.Shown(part(0).slot, media));
        }
    }

    private void close(int number) {
        var part = parts.get(number);
        if (part != null && !part.closed) {
            part.closed = true;
            out.accept(new Piece.Closed(part.slot));
        }
    }

    /// The answer ends, and with it what was never said to be done.
    void end(Finish finish) {
        if (call() && !called && Words.reason(finish).isEmpty()) {
            throw new Garbled("sent a tool call without a name");
        }
        if (called && !freeform()) {
            AnswerReader.check(part(0).text.toString(), finish);
        }
        parts.keySet().forEach(this::close);
    }
}
