package dev.tollgate.gateway.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a text model is going to say, before it is put into chunks or into one body. Immutable.
///
/// @param tool the name of the function that is called; then `content` is its arguments
/// @param finish `stop`, `length` or `tool_calls`
record Answer(String id, long created, SimModel model, List<String> thoughts, List<String> content,
        Optional<String> tool, String finish, long input, long cached) {
    private static final int DEFAULT_MOST = 4096;
    private static final int BYTES_A_FRAGMENT = 8;

    static Answer to(SimRequest request, SimModel model, Dice dice, Memory memory, long created) {
        var chain = request.prefixes();
        long input = chain.getLast().tokens();
        long cached = Math.min(input, memory.cached(chain));
        var prose = new Prose(dice, request.question());
        String id = dice.hex();
        int most = request.maxOutput().orElse(DEFAULT_MOST);
        if (model.kind() == SimModel.Kind.AGENT) {
            return agent(id, created, model, Handiwork.of(request), prose, input, cached);
        }
        var tool = request.tool();
        if (tool.isPresent()) {
            var arguments = fragments(new Sample(dice, prose).of(tool.get().path("parameters")).toString());
            return new Answer(id, created, model, List.of(), arguments,
                    Optional.of(tool.get().path("name").asString("function")), "tool_calls", input, cached);
        }
        var thoughts = model.kind() == SimModel.Kind.REASONING
                ? cut(prose.thoughts(varied(model.typicalOutput() * 2, dice)), most)
                : List.<String>of();
        var schema = request.schema();
        var content = schema.isPresent()
                ? fragments(json(schema.get(), dice, prose))
                : prose.answer(model.kind(), varied(model.typicalOutput(), dice));
        var kept = cut(content, most - thoughts.size());
        return new Answer(id, created, model, thoughts, kept, Optional.empty(),
                kept.size() < content.size() ? "length" : "stop", input, cached);
    }

    private static Answer agent(String id, long created, SimModel model, Optional<Handiwork> work, Prose prose,
            long input, long cached) {
        return work.map(call -> new Answer(id, created, model, List.of(), fragments(call.arguments()),
                Optional.of(call.tool()), "tool_calls", input, cached))
                .orElseGet(() -> new Answer(id, created, model, List.of(),
                        prose.answer(model.kind(), model.typicalOutput()), Optional.empty(), "stop", input, cached));
    }

    private static String json(JsonNode schema, Dice dice, Prose prose) {
        if (schema.isEmpty()) {
            return SimRequest.JSON.createObjectNode().put("simulated", true).put("topic", prose.word())
                    .put("score", dice.below(100)).toString();
        }
        return new Sample(dice, prose).of(schema).toString();
    }

    /// From half to one and a half of the usual.
    private static int varied(int typical, Dice dice) {
        return Math.max(4, typical / 2 + dice.below(typical + 1));
    }

    private static List<String> cut(List<String> tokens, int most) {
        return tokens.size() <= most ? tokens : List.copyOf(tokens.subList(0, Math.max(0, most)));
    }

    private static List<String> fragments(String text) {
        var fragments = new ArrayList<String>();
        for (int from = 0; from < text.length(); from += BYTES_A_FRAGMENT) {
            fragments.add(text.substring(from, Math.min(text.length(), from + BYTES_A_FRAGMENT)));
        }
        return fragments;
    }

    int output() {
        return thoughts.size() + content.size();
    }

    String text() {
        return String.join("", content);
    }

    /// One token's time.
    Duration step() {
        return Duration.ofSeconds(1).dividedBy(Math.max(1, model.tokensPerSecond()));
    }
}
