package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceWriter;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Writes chunks: the first tells the role, the last but usage the finish. Calls may grow side by side here, since each
/// fragment names its call. For one thread.
final class ChunkWriter implements PieceWriter {
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    /// A call under way; one that takes any text is held until it is whole, to be unwrapped.
    private static final class Call {
        private final int index;
        private final boolean wrapped;
        private final boolean freeform;
        private final StringBuilder held = new StringBuilder();
        private boolean said;
        private boolean closed;

        Call(int index, boolean wrapped, boolean freeform) {
            this.index = index;
            this.wrapped = wrapped;
            this.freeform = freeform;
        }

        private String kind() {
            return freeform ? "custom" : "function";
        }

        private ObjectNode entry(String text) {
            var entry = Json.object().put("index", index);
            entry.putObject(kind()).put(freeform ? "input" : "arguments", text);
            return entry;
        }
    }

    private record Thought(StringBuilder text, boolean hidden) {}

    private final Prompt asked;
    private final long created;
    private final Map<Integer, Call> calls = new LinkedHashMap<>();
    private final Map<Integer, Thought> thoughts = new LinkedHashMap<>();
    private int details;
    private boolean started;
    private String id = "";
    private String model;

    ChunkWriter(Prompt asked, long created) {
        this.asked = asked;
        this.created = created;
        this.model = asked.model();
    }

    @Override
    public void write(Piece piece, Usage soFar, EventOut out) {
        switch (piece) {
            case Piece.Opened opened -> open(opened, out);
            case Piece.Text(_, var text) -> delta("content", text, out);
            case Piece.Refusal(_, var text) -> delta("refusal", text, out);
            case Piece.Thought(int slot, var text, boolean hidden) -> {
                thoughts.computeIfAbsent(slot, _ -> new Thought(new StringBuilder(), hidden)).text().append(text);
                delta("reasoning_content", text, out);
            }
            case Piece.Sealed(int slot, var seal) -> sealed(slot, seal, out);
            case Piece.Called called -> called(called, out);
            case Piece.Arguments(int slot, var fragment) -> arguments(slot, fragment, out);
            case Piece.Shown(_, var media) -> shown(media, out);
            case Piece.Closed(int slot) -> closed(slot, out);
            case Piece.Counted _,Piece.Finished _ -> {
                // part of the end
            }
        }
    }

    /// The answer's id is this one, however it looks.
    void keep(String known) {
        id = known;
    }

    private void open(Piece.Opened opened, EventOut out) {
        if (!started) {
            id = opened.id();
            model = opened.model().isEmpty() ? asked.model() : opened.model();
            start(out);
        }
    }

    /// Role and empty content, nothing else: clients take the first chunk so.
    private void start(EventOut out) {
        if (!started) {
            started = true;
            id = Words.id(id, created);
            chunk(Json.object().put("role", "assistant").put("content", ""), Optional.empty(), out);
        }
    }

    private void delta(String name, String text, EventOut out) {
        if (!text.isEmpty()) {
            delta(Json.object().put(name, text), out);
        }
    }

    private void delta(ObjectNode delta, EventOut out) {
        start(out);
        chunk(delta, Optional.empty(), out);
    }

    private void chunk(ObjectNode delta, Optional<String> reason, EventOut out) {
        var chunk = frame();
        var choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", reason.orElse(null));
        out.data(chunk);
    }

    private ObjectNode frame() {
        return Json.object().put("id", id).put("object", "chat.completion.chunk").put("created", created)
                .put("model", model);
    }

    private void called(Piece.Called called, EventOut out) {
        if (calls.containsKey(called.slot())) {
            return;
        }
        start(out);
        boolean wrapped = !called.freeform() && ReplyWriter.Freeform.asked(asked, called.name());
        var call = new Call(calls.size(), wrapped, called.freeform() || wrapped);
        calls.put(called.slot(), call);
        var entry = Json.object().put("index", call.index)
                .put("id", called.id().isEmpty() ? Words.callId(id, call.index) : called.id()).put("type", call.kind());
        entry.putObject(call.kind()).put("name", called.name()).put(call.freeform ? "input" : "arguments", "");
        call(entry, out);
    }

    private void call(ObjectNode entry, EventOut out) {
        var delta = Json.object();
        delta.putArray("tool_calls").add(entry);
        delta(delta, out);
    }

    private void arguments(int slot, String fragment, EventOut out) {
        var call = calls.get(slot);
        if (call == null || call.closed || fragment.isEmpty()) {
            return;
        }
        if (call.wrapped) {
            call.held.append(fragment);
        } else {
            call.said = true;
            call(call.entry(fragment), out);
        }
    }

    /// Arguments are never nothing here: most clients parse them as they are.
    private void closed(int slot, EventOut out) {
        var call = calls.get(slot);
        if (call != null && !call.closed) {
            call.closed = true;
            if (call.wrapped) {
                call(call.entry(ReplyWriter.Freeform.input(call.held.toString())), out);
            } else if (!call.said && !call.freeform) {
                call(call.entry("{}"), out);
            }
        }
    }

    private void sealed(int slot, Seal seal, EventOut out) {
        var call = calls.get(slot);
        if (call != null) {
            var entry = call.entry("");
            Thoughts.onCall(entry, seal);
            call(entry, out);
            return;
        }
        var thought = thoughts.getOrDefault(slot, new Thought(new StringBuilder(), true));
        var delta = Json.object();
        delta.putArray("reasoning_details")
                .add(Thoughts.entry(thought.text().toString(), thought.hidden(), seal, details++));
        delta(delta, out);
    }

    private void shown(Part.Media media, EventOut out) {
        ReplyWriter.Shown.image(media).ifPresentOrElse(image -> {
            var delta = Json.object();
            delta.putArray("images").add(image);
            delta(delta, out);
        }, () -> ReplyWriter.Shown.sound(media, created).ifPresent(sound -> {
            var delta = Json.object();
            delta.set("audio", sound);
            delta(delta, out);
        }));
    }

    @Override
    public void end(Finish finish, Optional<String> stopSequence, Usage usage, EventOut out) {
        start(out);
        calls.keySet().forEach(slot -> closed(slot, out));
        chunk(Json.object(), Optional.of(Words.reason(finish, !calls.isEmpty())), out);
        if (asked.usageAsked()) {
            var last = frame();
            last.putArray("choices");
            last.set("usage", Words.usage(usage));
            out.data(last);
        }
        out.append(DONE);
    }

    @Override
    public void fail(String type, String code, String message, Usage usage, EventOut out) {
        var event = Json.object();
        event.putObject("error").put("message", message).put("type", type).putNull("param").put("code", code);
        out.data(event);
    }
}
