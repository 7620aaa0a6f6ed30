package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The tool calls of one answer as their fragments come; for one thread. Which call a fragment belongs to follows one
/// rule for all dialects: its index, where an index repeated with a new id begins a new call; without an index, its id;
/// without both, the call that grows.
final class Calls {
    private final IntSupplier slots;
    private final Consumer<Piece> out;
    private final List<Growing> all = new ArrayList<>();
    private final Map<Integer, Growing> byIndex = new HashMap<>();
    private @Nullable Growing current;

    /// @param slots gives the next free slot of the answer
    Calls(IntSupplier slots, Consumer<Piece> out) {
        this.slots = slots;
        this.out = out;
    }

    boolean any() {
        return !all.isEmpty();
    }

    /// @param answer the answer's id, for calls without one
    void read(JsonNode calls, String answer) {
        int position = 0;
        for (var fragment : calls.values()) {
            if (fragment.isObject()) {
                read(fragment, position, answer);
            }
            position++;
        }
    }

    /// The one call of the old way, which has neither index nor id; some fill its fields with empty texts.
    void legacy(JsonNode call, String answer) {
        if (!Words.text(call, "name").isEmpty() || !arguments(call.path("arguments")).isEmpty()) {
            var whole = Json.object();
            whole.put("index", 0).set("function", call);
            read(whole, 0, answer);
        }
    }

    private void read(JsonNode fragment, int position, String answer) {
        boolean freeform = fragment.path("custom").isObject();
        var said = fragment.path(freeform ? "custom" : "function");
        var name = Words.text(said, "name");
        var arguments = arguments(said.path(freeform ? "input" : "arguments"));
        var call = of(fragment, position, name, arguments);
        call.freeform |= freeform;
        current = call;
        call.begin(name, answer);
        call.grow(arguments);
        Thoughts.ofCall(fragment).filter(_ -> call.begun && !call.closed)
                .ifPresent(seal -> out.accept(new Piece.Sealed(call.slot, seal)));
    }

    private static String arguments(JsonNode said) {
        return said.isContainer() ? Json.text(said) : said.asString("");
    }

    private Growing of(JsonNode fragment, int position, String name, String arguments) {
        var id = fragment.path("id").isNumber() ? fragment.path("id").toString() : Words.text(fragment, "id");
        var index = fragment.path("index");
        var grown = index.isIntegralNumber() && index.canConvertToInt()
                ? byIndex.get(index.asInt())
                : id.isEmpty() ? current : byId(id);
        if (grown == null || !grown.takes(id, name, arguments)) {
            grown = new Growing(id, all.size());
            all.add(grown);
            byIndex.put(index.isIntegralNumber() && index.canConvertToInt() ? index.asInt() : position, grown);
        }
        return grown;
    }

    private @Nullable Growing byId(String id) {
        return all.stream().filter(call -> call.id.equals(id)).findFirst().orElse(null);
    }

    /// Checks what has come and closes it.
    void finish(Finish finish) {
        for (var call : all) {
            if (!Words.cut(finish)) {
                call.check();
            }
            call.close();
        }
    }

    /// One call, unsaid until its name is known.
    private final class Growing {
        private final String id;
        private final int number;
        private final StringBuilder arguments = new StringBuilder();
        private String name = "";
        private int slot;
        private boolean freeform;
        private boolean begun;
        private boolean closed;

        Growing(String id, int number) {
            this.id = id;
            this.number = number;
        }

        /// Whether a fragment is more of this call. Without an id it is not where it bears another name, or the same
        /// behind complete arguments; with another id it still is where it has no name and this one is incomplete.
        boolean takes(String other, String named, String more) {
            if (other.isEmpty()) {
                return named.isEmpty() || !begun || (named.equals(name) && (more.isBlank() || !complete()));
            }
            return other.equals(id) || (named.isEmpty() && begun && !complete());
        }

        void begin(String named, String answer) {
            if (!begun && !named.isEmpty()) {
                begun = true;
                name = named;
                slot = slots.getAsInt();
                closeOthers();
                out.accept(new Piece.Called(slot, id.isEmpty() ? Words.callId(answer, number) : id, name, freeform));
                said(arguments.toString());
            }
        }

        /// What is complete cannot grow; a writer that shows one call at a time need not wait for the end.
        private void closeOthers() {
            all.stream().filter(call -> call != this && call.begun && !call.closed && call.complete())
                    .forEach(Growing::close);
        }

        void grow(String more) {
            if (closed && !more.isBlank()) {
                throw new Garbled("went on with the arguments of a tool call that were complete");
            }
            arguments.append(more);
            if (begun && !closed) {
                said(more);
            }
        }

        private void said(String more) {
            if (!more.isEmpty()) {
                out.accept(new Piece.Arguments(slot, more));
            }
        }

        private boolean complete() {
            return !freeform && Json.read(arguments.toString()).filter(JsonNode::isObject).isPresent();
        }

        void check() {
            if (!begun) {
                throw new Garbled("sent a tool call without a name");
            }
            if (!freeform && !arguments.toString().isBlank() && Json.read(arguments.toString()).isEmpty()) {
                throw new Garbled("sent a tool call whose arguments are no JSON");
            }
        }

        void close() {
            if (begun && !closed) {
                closed = true;
                out.accept(new Piece.Closed(slot));
            }
        }
    }
}
