package dev.tollgate.gateway.wire.converse;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.messages.Names;
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

/// Writes the turns as Bedrock takes them: the first is a user's, neighbours of one role are one message, the results of a
/// turn stand before its text, and no text is blank. For one request.
final class TurnWriter {
    private static final String IN_JSON = "Answer with one JSON object and nothing else: no other text, no code fence.";
    private static final String BEGINNING = "(The conversation begins with your words.)";

    private final Prompt prompt;
    private final List<String> dropped;
    private final BlockWriter blocks;
    private final ArrayNode system = Json.array();
    private final List<Message> messages = new ArrayList<>();
    /// The ids of calls as they are written, by the client's: an id must not come twice, and some servers count from 0 in
    /// each answer.
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /// One message in the making.
    private record Message(Prompt.Role role, ArrayNode results, ArrayNode others) {
        Message(Prompt.Role role) {
            this(role, Json.array(), Json.array());
        }

        boolean empty() {
            return results.isEmpty() && others.isEmpty();
        }
    }

    TurnWriter(Prompt prompt, Family family, List<String> dropped) {
        this.prompt = prompt;
        this.dropped = dropped;
        blocks = new BlockWriter(family, dropped);
    }

    void write(ObjectNode body) {
        prompt.turns().forEach(this::turn);
        if (prompt.format() instanceof Prompt.Format.Json) {
            system.addObject().put("text", IN_JSON);
            dropped.add("response_format json_object: asked for in words instead");
        }
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        if (messages.isEmpty()) {
            throw Untranslatable.wrong(Untranslatable.Place.CONVERSATION,
                    "holds nothing for the model to answer: add a user's message");
        }
        begin();
        if (messages.getLast().role() == Prompt.Role.ASSISTANT) {
            trim(messages.getLast().others());
        }
        var written = body.putArray("messages");
        messages.forEach(message -> message(message, written.addObject()));
    }

    /// Bedrock refuses a conversation that begins with the assistant, which is how chat bots greet: what is left out of a
    /// greeting would be missed, so somebody is said to listen.
    private void begin() {
        if (messages.getFirst().role() == Prompt.Role.ASSISTANT) {
            var listener = new Message(Prompt.Role.USER);
            listener.others().addObject().put("text", BEGINNING);
            messages.addFirst(listener);
            dropped.add("messages: a user's turn was put before the assistant's first");
        }
    }

    private static void message(Message message, ObjectNode written) {
        written.put("role", message.role() == Prompt.Role.USER ? "user" : "assistant");
        written.putArray("content").addAll(message.results()).addAll(message.others());
    }

    /// Later words of the system go to the first ones, in their order.
    private void turn(Prompt.Turn turn) {
        switch (turn.role()) {
            case SYSTEM -> turn.parts().forEach(this::instruct);
            case USER, ASSISTANT -> {
                if (messages.isEmpty() || messages.getLast().role() != turn.role()) {
                    messages.add(new Message(turn.role()));
                }
                turn.parts().forEach(part -> part(part, messages.getLast()));
                if (messages.getLast().empty()) {
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
        blocks.text(said, system);
    }

    private void part(Part part, Message to) {
        switch (part) {
            case Part.Text text -> blocks.text(text, to.others());
            case Part.Refusal(var text) -> blocks.text(Part.Text.of(text), to.others());
            case Part.Media media -> {
                if (to.role() == Prompt.Role.ASSISTANT) {
                    throw new Untranslatable(Untranslatable.Place.CONVERSATION,
                            "holds a picture or file in an assistant's"
                                    + " turn, which Bedrock does not take: send it as a user's");
                }
                blocks.media(media, to.others());
            }
            case Part.Call call -> to.others().add(BlockWriter.call(call, id(call.id())));
            case Part.Result result ->
                blocks.result(result, ids.getOrDefault(result.id(), Names.id(result.id())), to.results());
            case Part.Thought thought -> thought.seal().filter(seal -> seal.by() == Protocol.CONVERSE)
                    .ifPresent(seal -> to.others().add(BlockWriter.thought(thought, seal.value())));
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
    private static void trim(ArrayNode content) {
        if (content.get(content.size() - 1) instanceof ObjectNode last && last.path("text").isString()) {
            last.put("text", last.path("text").asString().stripTrailing());
        }
    }
}
