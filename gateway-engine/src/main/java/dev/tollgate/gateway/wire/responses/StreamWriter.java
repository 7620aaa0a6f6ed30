package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.wire.neutral.Begun;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceWriter;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes a stream: each slot is an item of its own, and several may be open at once, since every event names its item.
/// For one thread.
final class StreamWriter implements PieceWriter {
    private final Prompt asked;
    private final long created;
    private final Map<Integer, String> known;
    private final OpenItem.Events events = new OpenItem.Events();
    /// By slot, in the order of their places.
    private final Map<Integer, OpenItem> open = new LinkedHashMap<>();
    private final Set<Integer> closed = new HashSet<>();
    /// Whole items by their place.
    private final Map<Integer, ObjectNode> output = new TreeMap<>();
    private int places;
    private @Nullable AnswerWriter answer;

    StreamWriter(Prompt asked, long created) {
        this(asked, created, Map.of());
    }

    /// @param known ids that items have already, by their place
    private StreamWriter(Prompt asked, long created, Map<Integer, String> known) {
        this.asked = asked;
        this.created = created;
        this.known = known;
    }

    static Optional<StreamWriter> goingOn(Prompt asked, Begun begun) {
        long created = begun.of("response.created").stream()
                .mapToLong(event -> event.path("response").path("created_at").asLong(0)).findFirst().orElse(0);
        var known = new HashMap<Integer, String>();
        var added = begun.of("response.output_item.added");
        for (var event : added) {
            known.put(event.path("output_index").asInt(), event.path("item").path("id").asString(""));
        }
        var writer = new StreamWriter(asked, created, known);
        begun.replay(writer, new EventOut());
        writer.events.after(begun.events().getLast().path("sequence_number").asInt(0));
        boolean same = writer.places == added.size()
                && writer.output.size() == begun.of("response.output_item.done").size();
        return same ? Optional.of(writer) : Optional.empty();
    }

    @Override
    public void write(Piece piece, Usage soFar, EventOut out) {
        switch (piece) {
            case Piece.Opened(var id, var model) -> start(id, model, out);
            case Piece.Text(int slot, var text) -> say(slot, Items.TEXT, text, out);
            case Piece.Refusal(int slot, var text) -> say(slot, Items.REFUSAL, text, out);
            case Piece.Thought(int slot, var text, _) -> think(slot, text, out);
            case Piece.Sealed(int slot, var seal) -> sealed(slot, seal, out);
            case Piece.Called called -> called(called, out);
            case Piece.Arguments(int slot, var fragment) -> {
                if (open.get(slot) instanceof OpenItem.Call call) {
                    call.grow(fragment, out);
                }
            }
            case Piece.Shown(_, var media) -> shown(media, out);
            case Piece.Closed(int slot) -> {
                closed.add(slot);
                close(slot, Items.DONE, out);
            }
            case Piece.Counted _,Piece.Finished _ -> {
                // part of the end
            }
        }
    }

    private AnswerWriter start(String id, String model, EventOut out) {
        if (answer == null) {
            answer = AnswerWriter.of(id, model, asked, created, known);
            for (var type : List.of("response.created", "response.in_progress")) {
                tell(type, answer.begun(), out);
            }
        }
        return answer;
    }

    private AnswerWriter answer(EventOut out) {
        return start("", "", out);
    }

    private Items items(EventOut out) {
        return answer(out).items();
    }

    private void tell(String type, ObjectNode response, EventOut out) {
        var fields = Json.object();
        fields.set("response", response);
        events.send(out, type, fields);
    }

    private void say(int slot, String kind, String text, EventOut out) {
        if (!text.isEmpty()) {
            item(slot, item -> item instanceof OpenItem.Message message && message.is(kind),
                    () -> new OpenItem.Message(items(out), places++, events, kind), out).grow(text, out);
        }
    }

    private void think(int slot, String text, EventOut out) {
        if (!text.isEmpty()) {
            thought(slot, out).grow(text, out);
        }
    }

    private OpenItem thought(int slot, EventOut out) {
        return item(slot, OpenItem.Thought.class::isInstance,
                () -> new OpenItem.Thought(items(out), places++, events), out);
    }

    /// A hidden thought begins with its seal.
    private void sealed(int slot, Seal seal, EventOut out) {
        var item = open.get(slot);
        if (item != null) {
            item.seal(seal);
        } else if (!closed.contains(slot)) {
            thought(slot, out).seal(seal);
        }
    }

    private void called(Piece.Called called, EventOut out) {
        if (!closed.contains(called.slot())) {
            item(called.slot(), OpenItem.Call.class::isInstance, () -> new OpenItem.Call(items(out), places++, events,
                    called.id(), called.name(), called.freeform()), out);
        }
    }

    /// The item of a slot; a new one where there is none of that kind.
    private OpenItem item(int slot, Predicate<OpenItem> fits, Supplier<OpenItem> made, EventOut out) {
        var known = open.get(slot);
        if (known != null && fits.test(known)) {
            return known;
        }
        close(slot, Items.DONE, out);
        answer(out);
        var item = made.get();
        open.put(slot, item);
        item.begin(out);
        return item;
    }

    private void shown(Part.Media media, EventOut out) {
        if (media.kind() == Part.Kind.IMAGE && media.source() instanceof Part.Source.Data) {
            whole(items(out).shown(places++, media), out);
        } else {
            var words = new OpenItem.Message(items(out), places++, events, Items.TEXT);
            words.begin(out);
            words.grow(Items.words(media), out);
            output.put(words.place, words.close(Items.DONE, out));
        }
    }

    /// An item that comes at once.
    private void whole(ObjectNode item, EventOut out) {
        int place = places - 1;
        for (var type : List.of("response.output_item.added", "response.output_item.done")) {
            var fields = Json.object().put("output_index", place);
            fields.set("item", item);
            events.send(out, type, fields);
        }
        output.put(place, item);
    }

    private void close(int slot, String status, EventOut out) {
        var item = open.remove(slot);
        if (item != null) {
            output.put(item.place, item.close(status, out));
            if (item instanceof OpenItem.Call call) {
                call.seal().ifPresent(seal -> whole(items(out).thought(places++, "", Optional.of(seal)), out));
            }
        }
    }

    @Override
    public void end(Finish finish, Optional<String> stopSequence, Usage usage, EventOut out) {
        var reason = Words.reason(finish);
        answer(out);
        for (int slot : List.copyOf(open.keySet())) {
            close(slot, reason.isEmpty() ? Items.DONE : Items.CUT, out);
        }
        tell(reason.isEmpty() ? "response.completed" : "response.incomplete",
                answer(out).ended(output.values(), finish, usage), out);
    }

    @Override
    public void fail(String type, String code, String message, Usage usage, EventOut out) {
        tell("response.failed", answer(out).failed(output.values(), code, message, usage), out);
    }
}
