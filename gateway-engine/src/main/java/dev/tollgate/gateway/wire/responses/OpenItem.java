package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An item of a stream while it may still grow. For one thread.
abstract sealed class OpenItem {
    final Items items;
    final int place;
    final StringBuilder text = new StringBuilder();
    private final String id;
    private final Events events;

    /// Writes the events of one stream and counts them.
    static final class Events {
        private int next;

        /// The client has events up to this number.
        void after(int last) {
            next = last + 1;
        }

        void send(EventOut out, String type, ObjectNode fields) {
            var event = Json.object().put("type", type).put("sequence_number", next++);
            out.event(type, event.setAll(fields));
        }
    }

    /// @param kind as in [Items#id(String,int)]
    private OpenItem(Items items, String kind, int place, Events events) {
        this.items = items;
        this.place = place;
        this.id = items.id(kind, place);
        this.events = events;
    }

    /// Tells that the item is there.
    void begin(EventOut out) {
        told("response.output_item.added", item(Items.BEGUN), out);
    }

    abstract void grow(String more, EventOut out);

    void seal(Seal seal) {
        // a message has none
    }

    /// @param status how it ends
    /// @return the whole item
    final ObjectNode close(String status, EventOut out) {
        rest(out);
        var whole = item(status);
        told("response.output_item.done", whole, out);
        return whole;
    }

    /// What comes before the end of the item.
    abstract void rest(EventOut out);

    /// The item as it is by now; its text stands in it only when it is no longer begun.
    abstract ObjectNode item(String status);

    private void told(String type, ObjectNode item, EventOut out) {
        var fields = Json.object().put("output_index", place);
        fields.set("item", item);
        events.send(out, type, fields);
    }

    final void send(String type, ObjectNode fields, EventOut out) {
        fields.put("item_id", id).put("output_index", place);
        events.send(out, type, fields);
    }

    /// Words for the client, or of a refusal.
    static final class Message extends OpenItem {
        private final String kind;

        /// @param kind [Items#TEXT] or [Items#REFUSAL]
        Message(Items items, int place, Events events, String kind) {
            super(items, "msg", place, events);
            this.kind = kind;
        }

        boolean is(String other) {
            return kind.equals(other);
        }

        @Override
        void begin(EventOut out) {
            super.begin(out);
            part("response.content_part.added", "", out);
        }

        private void part(String type, String said, EventOut out) {
            var fields = Json.object().put("content_index", 0);
            fields.set("part", Items.part(kind, said));
            send(type, fields, out);
        }

        @Override
        void grow(String more, EventOut out) {
            text.append(more);
            send("response." + kind + ".delta", fields().put("delta", more), out);
        }

        private ObjectNode fields() {
            var fields = Json.object().put("content_index", 0);
            if (kind.equals(Items.TEXT)) {
                fields.putArray("logprobs");
            }
            return fields;
        }

        @Override
        void rest(EventOut out) {
            send("response." + kind + ".done",
                    fields().put(kind.equals(Items.TEXT) ? "text" : kind, text.toString()), out);
            part("response.content_part.done", text.toString(), out);
        }

        @Override
        ObjectNode item(String status) {
            return status.equals(Items.BEGUN)
                    ? items.message(place, status)
                    : items.message(place, kind, text.toString(), status);
        }
    }

    /// A tool's call. What an upstream wraps into an object, since it does not know tools of any text, is held until it
    /// is whole.
    static final class Call extends OpenItem {
        private final String callId;
        private final String name;
        private final boolean freeform;
        private final boolean wrapped;
        private Optional<Seal> seal = Optional.empty();

        Call(Items items, int place, Events events, String id, String name, boolean freeform) {
            super(items, freeform || items.freeform(name) ? "ctc" : "fc", place, events);
            this.callId = items.callId(id, place);
            this.name = name;
            this.wrapped = !freeform && items.freeform(name);
            this.freeform = freeform || wrapped;
        }

        @Override
        void seal(Seal given) {
            seal = Optional.of(Thoughts.withCall(given, callId));
        }

        Optional<Seal> seal() {
            return seal;
        }

        @Override
        void grow(String more, EventOut out) {
            text.append(more);
            if (!wrapped) {
                delta(more, out);
            }
        }

        private void delta(String more, EventOut out) {
            if (!more.isEmpty()) {
                send(type() + ".delta", Json.object().put("delta", more), out);
            }
        }

        private String type() {
            return freeform ? "response.custom_tool_call_input" : "response.function_call_arguments";
        }

        private String whole() {
            return wrapped
                    ? Items.unwrapped(text.toString())
                    : freeform ? text.toString() : Items.arguments(text.toString());
        }

        @Override
        void rest(EventOut out) {
            if (wrapped || text.isEmpty()) {
                delta(whole(), out);
            }
            var fields = Json.object().put(freeform ? "input" : "arguments", whole());
            send(type() + ".done", freeform ? fields : fields.put("name", Names.name(name)), out);
        }

        @Override
        ObjectNode item(String status) {
            return status.equals(Items.BEGUN)
                    ? items.call(place, callId, name, freeform, "", status)
                    : items.call(place, callId, name, freeform, whole(), cut() ? Items.CUT : status);
        }

        /// Upstreams close calls also where the answer ends in their midst.
        private boolean cut() {
            boolean object = wrapped || !freeform;
            return object && !text.toString().isBlank()
                    && Json.read(text.toString()).filter(JsonNode::isObject).isEmpty();
        }
    }

    /// Reasoning, of which clients see a summary in one part.
    static final class Thought extends OpenItem {
        private Optional<Seal> seal = Optional.empty();

        Thought(Items items, int place, Events events) {
            super(items, "rs", place, events);
        }

        @Override
        void seal(Seal given) {
            seal = Optional.of(given);
        }

        @Override
        void grow(String more, EventOut out) {
            if (more.isEmpty()) {
                return;
            }
            if (text.isEmpty()) {
                part("response.reasoning_summary_part.added", "", out);
            }
            text.append(more);
            send("response.reasoning_summary_text.delta", fields().put("delta", more), out);
        }

        private static ObjectNode fields() {
            return Json.object().put("summary_index", 0);
        }

        private void part(String type, String said, EventOut out) {
            var fields = fields();
            fields.set("part", Items.summary(said));
            send(type, fields, out);
        }

        @Override
        void rest(EventOut out) {
            if (!text.isEmpty()) {
                send("response.reasoning_summary_text.done", fields().put("text", text.toString()), out);
                part("response.reasoning_summary_part.done", text.toString(), out);
            }
        }

        @Override
        ObjectNode item(String status) {
            return status.equals(Items.BEGUN)
                    ? items.thought(place, "", Optional.empty())
                    : items.thought(place, text.toString(), seal);
        }
    }
}
