package dev.tollgate.gateway.wire.messages;

import static dev.tollgate.gateway.wire.messages.AnswerReader.text;

import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Understands a provider's stream. For one answer and one thread.
final class StreamReader implements PieceReader {
    private static final int NONE = -1;

    /// By Anthropic's index; an index whose block has stopped may come again.
    private final Map<Integer, Block> blocks = new HashMap<>();
    private int slots;
    private boolean opened;
    private boolean called;
    private boolean finished;

    /// A block that grows.
    private static final class Block {
        final String type;
        /// What its start said of it.
        final JsonNode start;
        final StringBuilder arguments = new StringBuilder();
        final StringBuilder signature = new StringBuilder();
        /// [#NONE] until it says something.
        int slot = NONE;

        Block(JsonNode start) {
            this.start = start;
            type = text(start, "type");
        }
    }

    @Override
    public void read(String name, JsonNode data, Consumer<Piece> out) {
        switch (Json.string(data, "type").orElse(name)) {
            case "message_start" -> open(data.path("message"), out);
            case "content_block_start" -> start(data.path("index").asInt(0), data.path("content_block"), out);
            case "content_block_delta" -> delta(data.path("index").asInt(0), data.path("delta"), out);
            case "content_block_stop" -> stop(blocks.remove(data.path("index").asInt(0)), out);
            case "message_delta" -> end(data, out);
            case "message_stop" -> finish("", data, out);
            default -> {
                // pings, and what is yet to be invented
            }
        }
    }

    private void open(JsonNode message, Consumer<Piece> out) {
        if (opened) {
            throw new Garbled("began a second answer in the midst of the first");
        }
        opened = true;
        out.accept(new Piece.Opened(text(message, "id"), text(message, "model")));
        count(message.path("usage"), out);
    }

    private static void count(JsonNode usage, Consumer<Piece> out) {
        if (usage.isObject()) {
            out.accept(new Piece.Counted(usage));
        }
    }

    private void start(int index, JsonNode start, Consumer<Piece> out) {
        var block = new Block(start);
        if (blocks.putIfAbsent(index, block) != null) {
            throw new Garbled("began a part of the answer twice");
        }
        switch (block.type) {
            case "text" -> say(block, text(start, "text"), out);
            case "thinking" -> {
                think(block, text(start, "thinking"), out);
                block.signature.append(text(start, "signature"));
            }
            case "redacted_thinking" -> block.signature.append(text(start, "data"));
            case "tool_use" -> {
                called = true;
                out.accept(new Piece.Called(slot(block), text(start, "id"), AnswerReader.name(start), false));
            }
            default -> {
                // Anthropic's own tools
            }
        }
    }

    private int slot(Block block) {
        if (block.slot == NONE) {
            block.slot = slots++;
        }
        return block.slot;
    }

    private void say(Block block, String text, Consumer<Piece> out) {
        if (!text.isEmpty()) {
            out.accept(new Piece.Text(slot(block), text));
        }
    }

    private void think(Block block, String text, Consumer<Piece> out) {
        if (!text.isEmpty()) {
            out.accept(new Piece.Thought(slot(block), text, false));
        }
    }

    /// Some imitators send no start of a text.
    private void delta(int index, JsonNode delta, Consumer<Piece> out) {
        var type = text(delta, "type");
        var block = blocks.computeIfAbsent(index, _ -> new Block(begun(type)));
        switch (block.type + " " + type) {
            case "text text_delta" -> say(block, text(delta, "text"), out);
            case "thinking thinking_delta" -> think(block, text(delta, "thinking"), out);
            case "thinking signature_delta" -> block.signature.append(text(delta, "signature"));
            case "tool_use input_json_delta" -> argue(block, text(delta, "partial_json"), out);
            default -> {
                // citations, and what Anthropic's own tools are asked
            }
        }
    }

    private static JsonNode begun(String delta) {
        return switch (delta) {
            case "text_delta" -> Json.object().put("type", "text");
            case "thinking_delta" -> Json.object().put("type", "thinking");
            case "input_json_delta" -> throw new Garbled("sent a tool call without a name");
            default -> Json.object();
        };
    }

    private void argue(Block block, String fragment, Consumer<Piece> out) {
        if (!fragment.isEmpty()) {
            block.arguments.append(fragment);
            out.accept(new Piece.Arguments(slot(block), fragment));
        }
    }

    private void stop(@Nullable Block block, Consumer<Piece> out) {
        if (block == null) {
            return;
        }
        switch (block.type) {
            case "thinking" -> seal(block, false, out);
            case "redacted_thinking" -> seal(block, true, out);
            case "tool_use" -> complete(block, out);
            default -> {
                // nothing is owed
            }
        }
        if (block.slot != NONE) {
            out.accept(new Piece.Closed(block.slot));
        }
    }

    private void seal(Block block, boolean hidden, Consumer<Piece> out) {
        AnswerReader.seal(block.signature.toString()).ifPresent(seal -> {
            if (block.slot == NONE) {
                out.accept(new Piece.Thought(slot(block), "", hidden));
            }
            out.accept(new Piece.Sealed(slot(block), seal));
        });
    }

    /// What the start said counts where no fragment followed.
    private void complete(Block block, Consumer<Piece> out) {
        if (block.arguments.isEmpty()) {
            argue(block, AnswerReader.arguments(block.start.path("input")), out);
        } else {
            AnswerReader.checked(block.arguments.toString());
        }
    }

    private void end(JsonNode data, Consumer<Piece> out) {
        count(data.path("usage"), out);
        Json.string(data.path("delta"), "stop_reason").ifPresent(reason -> finish(reason, data, out));
    }

    private void finish(String reason, JsonNode data, Consumer<Piece> out) {
        if (!finished) {
            finished = true;
            new ArrayList<>(blocks.keySet()).stream().sorted().forEach(index -> stop(blocks.remove(index), out));
            out.accept(
                    new Piece.Finished(Stops.read(reason, called), Json.string(data.path("delta"), "stop_sequence")));
        }
    }
}
