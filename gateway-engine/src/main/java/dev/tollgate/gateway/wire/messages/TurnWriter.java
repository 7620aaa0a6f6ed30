package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the turns as Anthropic takes them: the first is a user's, neighbours of one role are one message, the results
/// of a turn stand before its text, and no text is blank. For one request.
final class TurnWriter {
    private static final String IN_JSON = "Answer with one JSON object and nothing else: no other text, no code fence.";
    private static final String BEGINNING = "(The conversation begins with your words.)";

    private final Prompt prompt;
    private final List<String> dropped;
    private final ArrayNode system = Json.array();
    private final List<Message> messages = new ArrayList<>();
    /// The ids of calls as they are written, by the client's: local servers count from 0 in each answer, and Anthropic
    /// refuses an id that comes twice.
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /// One message in the making.
    private record Message(Prompt.Role role, List<ObjectNode> results, List<ObjectNode> others) {
        Message(Prompt.Role role) {
            this(role, new ArrayList<>(), new ArrayList<>());
        }
    }

    TurnWriter(Prompt prompt, List<String> dropped) {
        this.prompt = prompt;
        this.dropped = dropped;
    }

    void write(ObjectNode body) {
        prompt.turns().forEach(this::turn);
        if (prompt.format() instanceof Prompt.Format.Json) {
            system.add(text(IN_JSON));
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        if (!messages.isEmpty() && messages.getLast().role() == Prompt.Role.ASSISTANT) {
            trim(messages.getLast().others());
        }
        messages.removeIf(message -> message.results().isEmpty() && message.others().isEmpty());
        if (messages.isEmpty()) {
            throw Untranslatable.wrong(Untranslatable.Place.CONVERSATION,
                    "holds nothing for the model to answer: add a user's message");
        }
        begin();
        var written = body.putArray("messages");
        messages.forEach(message -> message(message, written.addObject()));
    }

    /// Anthropic refuses a conversation that begins with the assistant, which is how chat bots greet: what is left out of
    /// a greeting would be missed, so somebody is said to listen.
    private void begin() {
        if (messages.getFirst().role() == Prompt.Role.ASSISTANT) {
            var listener = new Message(Prompt.Role.USER);
            listener.others().add(text(BEGINNING));
            messages.addFirst(listener);
            dropped.add("messages: a user's turn was put before the assistant's first");
        }
    }

    private static void message(Message message, ObjectNode written) {
        written.put("role", message.role() == Prompt.Role.USER ? "user" : "assistant");
        var content = written.putArray("content");
        content.addAll(message.results());
        content.addAll(message.others());
    }

    /// Later words of the system go to the first ones, in their order: only the newest models take them in the midst.
    private void turn(Prompt.Turn turn) {
        switch (turn.role()) {
            case SYSTEM -> turn.parts().forEach(this::instruct);
            case USER, ASSISTANT -> {
                if (messages.isEmpty() || messages.getLast().role() != turn.role()) {
                    messages.add(new Message(turn.role()));
                }
                turn.parts().forEach(part -> part(part, messages.getLast()));
                if (messages.getLast().results().isEmpty() && messages.getLast().others().isEmpty()) {
                    messages.removeLast(); // so that its neighbours meet
                }
            }
        }
    }

    private void instruct(Part part) {
        if (!(part instanceof Part.Text said)) {
            throw new Untranslatable(Untranslatable.Place.SYSTEM,
                    "may hold text only for the system: move the rest into a user's message");
        }
        if (!said.text().isBlank()) {
            system.add(BlockWriter.marked(text(said.text()), said.cache()));
        }
    }

    private void part(Part part, Message to) {
        switch (part) {
            case Part.Text(var text, var cache) -> {
                if (!text.isBlank()) {
                    to.others().add(BlockWriter.marked(text(text), cache));
                }
            }
            case Part.Refusal(var text) -> part(Part.Text.of(text), to);
            case Part.Media media -> {
                if (to.role() == Prompt.Role.ASSISTANT) {
                    throw new Untranslatable(Untranslatable.Place.CONVERSATION,
                            "holds a picture or file in an assistant's turn, which Anthropic does not take: send it as"
                                    + " a user's");
                }
                to.others().add(BlockWriter.media(media));
            }
            case Part.Call call -> to.others().add(BlockWriter.call(call, id(call.id())));
            case Part.Result result -> to.results()
                    .add(BlockWriter.result(result, ids.getOrDefault(result.id(), Names.id(result.id()))));
            case Part.Thought thought -> {
                if (Thinking.own(thought)) {
                    thought.seal().ifPresent(seal -> to.others().add(BlockWriter.thought(thought, seal.value())));
                }
            }
        }
    }

    private String id(String client) {
        var first = Names.id(client);
        var id = first;
        for (int i = 2; !used.add(id); i++) {
            id = Names.id(client + "-" + i);
        }
        ids.put(client, id);
        return id;
    }

    /// What the model is to go on from may not end in white space.
    private static void trim(List<ObjectNode> blocks) {
        if (!blocks.isEmpty() && blocks.getLast().path("type").asString().equals("text")) {
            blocks.getLast().put("text", blocks.getLast().path("text").asString().stripTrailing());
        }
    }

    private static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }
}
