package dev.tollgate.gateway.wire.converse;

import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Understands a stream; each event is its payload with its name as `type`. Only calls are announced by a start; a text
/// begins with its first words. For one answer and one thread.
final class StreamReader implements PieceReader {
    /// What grows in a block.
    private enum Kind {
        TEXT,
        THOUGHT,
        HIDDEN,
        CALL,
        /// The call that is the answer itself.
        ANSWER,
        /// Of a tool that Amazon ran.
        ELSEWHERE
    }

    /// A block that grows.
    private static final class Block {
        private final Kind kind;
        private final int slot;
        /// Arguments, or a signature.
        private final StringBuilder text = new StringBuilder();

        Block(Kind kind, int slot) {
            this.kind = kind;
            this.slot = slot;
        }
    }

    private final Map<Integer, Block> open = new TreeMap<>();
    /// Arguments of all calls that were made, for the end, which tells whether they may be cut off.
    private final List<StringBuilder> arguments = new ArrayList<>();
    private int slots;
    private boolean opened;
    private boolean called;

    @Override
    public void read(String name, JsonNode data, Consumer<Piece> out) {
        int index = data.path("contentBlockIndex").asInt(0);
        switch (name) {
            case "messageStart" -> open(data, out);
            case "contentBlockStart" -> start(index, data.path("start").path("toolUse"), out);
            case "contentBlockDelta" -> delta(index, data.path("delta"), out);
            case "contentBlockStop" -> close(open.remove(index), out);
            case "messageStop" -> end(data.path("stopReason").asString(""), out);
            case "metadata" -> {
                if (data.path("usage").isObject()) {
                    out.accept(new Piece.Counted(data.path("usage")));
                }
            }
            default -> {
                // what is yet to be invented
            }
        }
    }

    private void open(JsonNode start, Consumer<Piece> out) {
        if (opened) {
            throw new Garbled("began a second answer in the midst of the first");
        }
        opened = true;
        out.accept(new Piece.Opened(start.path("id").asString(""), ""));
    }

    private void start(int index, JsonNode call, Consumer<Piece> out) {
        if (!call.isObject()) {
            return;
        }
        if (open.containsKey(index)) {
            throw new Garbled("began a part of the answer twice");
        }
        if (AnswerReader.elsewhere(call)) {
            open.put(index, new Block(Kind.ELSEWHERE, -1));
            return;
        }
        var name = AnswerReader.name(call);
        if (name.equals(ToolWriter.ANSWER)) {
            open.put(index, new Block(Kind.ANSWER, slots++));
            return;
        }
        called = true;
        var block = new Block(Kind.CALL, slots++);
        open.put(index, block);
        arguments.add(block.text);
        out.accept(new Piece.Called(block.slot, call.path("toolUseId").asString(""), name, false));
    }

    private void delta(int index, JsonNode delta, Consumer<Piece> out) {
        var thought = delta.path("reasoningContent");
        if (!delta.path("text").asString("").isEmpty()) {
            var block = block(index, Kind.TEXT, out);
            out.accept(new Piece.Text(block.slot, delta.path("text").asString()));
        } else if (delta.path("toolUse").isObject()) {
            argue(open.get(index), delta.path("toolUse").path("input").asString(""), out);
        } else if (!thought.path("redactedContent").asString("").isEmpty()) {
            block(index, Kind.HIDDEN, out).text.append(thought.path("redactedContent").asString());
        } else if (thought.isObject()) {
            think(index, thought, out);
        }
    }

    private void think(int index, JsonNode thought, Consumer<Piece> out) {
        var text = thought.path("text").asString("");
        var signature = thought.path("signature").asString("");
        if (!text.isEmpty()) {
            out.accept(new Piece.Thought(block(index, Kind.THOUGHT, out).slot, text, false));
        }
        if (!signature.isEmpty()) {
            block(index, Kind.THOUGHT, out).text.append(signature);
        }
    }

    /// The block of this index; where it was of another kind, that one is done.
    private Block block(int index, Kind kind, Consumer<Piece> out) {
        var block = open.get(index);
        if (block != null && block.kind == kind) {
            return block;
        }
        close(open.remove(index), out);
        var next = new Block(kind, slots++);
        open.put(index, next);
        return next;
    }

    private void argue(@Nullable Block block, String fragment, Consumer<Piece> out) {
        if (block == null) {
            throw new Garbled("sent a tool call without a name");
        }
        if (fragment.isEmpty() || block.kind == Kind.ELSEWHERE) {
            return;
        }
        block.text.append(fragment);
        out.accept(block.kind == Kind.ANSWER
                ? new Piece.Text(block.slot, fragment)
                : new Piece.Arguments(block.slot, fragment));
    }

    private static void close(@Nullable Block block, Consumer<Piece> out) {
        if (block == null || block.kind == Kind.ELSEWHERE) {
            return;
        }
        switch (block.kind) {
            case TEXT, ELSEWHERE, ANSWER -> {
                // nothing is owed
            }
            case THOUGHT -> AnswerReader.seal(block.text.toString())
                    .ifPresent(seal -> out.accept(new Piece.Sealed(block.slot, seal)));
            case HIDDEN -> {
                out.accept(new Piece.Thought(block.slot, "", true));
                AnswerReader.seal(block.text.toString())
                        .ifPresent(seal -> out.accept(new Piece.Sealed(block.slot, seal)));
            }
            case CALL -> {
                if (block.text.isEmpty()) {
                    out.accept(new Piece.Arguments(block.slot, "{}"));
                }
            }
        }
        out.accept(new Piece.Closed(block.slot));
    }

    /// Arguments may be cut off only where the whole answer is.
    private void end(String reason, Consumer<Piece> out) {
        var finish = Stops.read(reason, called);
        List.copyOf(open.values()).forEach(block -> close(block, out));
        open.clear();
        if (finish != Finish.LENGTH && finish != Finish.CONTEXT) {
            arguments.forEach(each -> AnswerReader.checked(each.toString()));
        }
        out.accept(new Piece.Finished(finish, Optional.empty()));
    }
}
