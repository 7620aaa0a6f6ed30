package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Reads chunks, of the first choice only. For one thread.
final class ChunkReader implements PieceReader {
    private static final int NONE = -1;

    /// What grows at the moment, besides calls.
    private enum Growing {
        NOTHING,
        TEXT,
        REFUSAL,
        THOUGHT
    }

    private final List<Piece> fresh = new ArrayList<>();
    private final StringBuilder thought = new StringBuilder();
    private final Calls calls = new Calls(this::nextSlot, fresh::add);
    private Growing growing = Growing.NOTHING;
    private String id = "";
    private boolean opened;
    private boolean finished;
    private int slots;
    private int slot = NONE;

    @Override
    public void read(String name, JsonNode data, Consumer<Piece> out) {
        var choice = first(data.path("choices"));
        open(data, choice);
        delta(choice.path("delta").isObject() ? choice.path("delta") : choice.path("message"));
        usage(data, choice);
        finish(choice);
        var pieces = List.copyOf(fresh);
        fresh.clear();
        pieces.forEach(out);
    }

    /// Choices are told apart by `index`; where it is missing there is one.
    static JsonNode first(JsonNode choices) {
        for (var choice : choices.values()) {
            if (choice.isObject() && choice.path("index").asInt(0) == 0) {
                return choice;
            }
        }
        return choices.path(NONE);
    }

    /// Azure begins with a chunk that has neither an id nor choices.
    private void open(JsonNode data, JsonNode choice) {
        var said = Words.text(data, "id");
        if (!opened && (!said.isEmpty() || choice.isObject())) {
            opened = true;
            id = said;
            fresh.add(new Piece.Opened(said, Words.text(data, "model")));
        }
    }

    /// What a message or a part of one brings.
    void delta(JsonNode delta) {
        Thoughts.of(delta, false).forEach(this::think);
        content(delta.path("content"));
        grow(Growing.REFUSAL, Words.text(delta, "refusal"));
        calls(delta);
        for (var image : delta.path("images").values()) {
            Contents.shown(image).ifPresent(this::show);
        }
        Contents.sound(delta.path("audio")).ifPresent(this::show);
    }

    private void content(JsonNode content) {
        if (content.isString()) {
            grow(Growing.TEXT, content.asString());
        }
        if (content.isArray()) {
            content.values().forEach(this::part);
        }
    }

    /// Mistral sends its thoughts as parts of the content.
    private void part(JsonNode part) {
        switch (Words.text(part, "type")) {
            case "text", "output_text" -> grow(Growing.TEXT, Words.text(part, "text"));
            case "refusal" -> grow(Growing.REFUSAL, Words.text(part, "refusal"));
            case "thinking" -> grow(Growing.THOUGHT, Contents.thinking(part.path("thinking")));
            case "image_url" -> Contents.shown(part).ifPresent(this::show);
            default -> {
                // what nobody has words for yet
            }
        }
    }

    private void grow(Growing what, String text) {
        if (text.isEmpty()) {
            return;
        }
        turnTo(what);
        switch (what) {
            case TEXT -> fresh.add(new Piece.Text(slot, text));
            case REFUSAL -> fresh.add(new Piece.Refusal(slot, text));
            case THOUGHT -> {
                thought.append(text);
                fresh.add(new Piece.Thought(slot, text, false));
            }
            case NOTHING -> {
                // nothing grows
            }
        }
    }

    /// A signature ends its thought. Some say the whole text again with it.
    private void think(Part.Thought piece) {
        if (piece.hidden()) {
            turnTo(Growing.NOTHING);
            fresh.add(new Piece.Thought(nextSlot(), "", true));
            piece.seal().ifPresent(seal -> fresh.add(new Piece.Sealed(slots - 1, seal)));
            fresh.add(new Piece.Closed(slots - 1));
            return;
        }
        boolean again = piece.seal().isPresent() && growing == Growing.THOUGHT
                && thought.toString().equals(piece.text());
        grow(Growing.THOUGHT, again ? "" : piece.text());
        piece.seal().ifPresent(seal -> {
            turnTo(Growing.THOUGHT);
            fresh.add(new Piece.Sealed(slot, seal));
            turnTo(Growing.NOTHING);
        });
    }

    private void turnTo(Growing what) {
        if (growing == what) {
            return;
        }
        if (growing != Growing.NOTHING) {
            fresh.add(new Piece.Closed(slot));
        }
        growing = what;
        thought.setLength(0);
        slot = what == Growing.NOTHING ? NONE : nextSlot();
    }

    private int nextSlot() {
        return slots++;
    }

    private void calls(JsonNode delta) {
        int before = fresh.size();
        calls.read(delta.path("tool_calls"), id);
        calls.legacy(delta.path("function_call"), id);
        if (fresh.size() > before && growing != Growing.NOTHING) {
            fresh.add(before, new Piece.Closed(slot));
            growing = Growing.NOTHING;
        }
    }

    private void show(Part.Media media) {
        turnTo(Growing.NOTHING);
        int shown = nextSlot();
        fresh.add(new Piece.Shown(shown, media));
        fresh.add(new Piece.Closed(shown));
    }

    /// At the top, in the choice (Moonshot), or beside (Groq).
    private void usage(JsonNode data, JsonNode choice) {
        for (var usage : List.of(data.path("usage"), choice.path("usage"), data.path("x_groq").path("usage"))) {
            if (usage.isObject()) {
                fresh.add(new Piece.Counted(usage));
                return;
            }
        }
    }

    private void finish(JsonNode choice) {
        var reason = Words.text(choice, "finish_reason");
        if (reason.isEmpty() || finished) {
            return;
        }
        finished = true;
        var finish = Words.finish(reason, calls.any());
        turnTo(Growing.NOTHING);
        calls.finish(finish);
        var stop = finish == Finish.STOP ? sequence(choice) : Optional.<String>empty();
        fresh.add(new Piece.Finished(stop.isPresent() ? Finish.STOP_SEQUENCE : finish, stop));
    }

    /// The stop sequence that was met; only vLLM and its like tell.
    private static Optional<String> sequence(JsonNode choice) {
        var said = choice.path("stop_reason");
        return said.isString() ? Optional.of(said.asString()) : Optional.empty();
    }
}
