package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Short words for the tests of this package.
final class Said {
    static final MessagesForm FORM = new MessagesForm();
    static final Usage USAGE = Usage.of(20, 7, UsageSource.REPORTED);

    private Said() {}

    /// JSON with single quotes for double ones.
    static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"')).orElseThrow();
    }

    /// A client's prompt with these further fields.
    static Prompt prompt(String fields) {
        return FORM.prompt(json("{'model':'m','max_tokens':4000," + fields + "}"));
    }

    static Prompt hello() {
        return prompt("'messages':[{'role':'user','content':'Hi'}]");
    }

    static ObjectNode ask(Prompt prompt, String model, List<String> dropped) {
        return FORM.ask(prompt, new ProviderForm.Model(model, 0, false), dropped);
    }

    /// The events that a stream of these pieces gives.
    static List<JsonNode> written(Finish finish, Piece... pieces) {
        return events(stream(finish, pieces));
    }

    static String stream(Finish finish, Piece... pieces) {
        var writer = FORM.writer(hello(), 0);
        var out = new EventOut();
        for (var piece : pieces) {
            writer.write(piece, USAGE, out);
        }
        writer.end(finish, Optional.empty(), USAGE, out);
        return new String(out.copy(), StandardCharsets.UTF_8);
    }

    static List<JsonNode> events(String stream) {
        return stream.lines().filter(line -> line.startsWith("data:"))
                .map(line -> Json.read(line.substring("data:".length())).orElseThrow()).toList();
    }

    static List<Piece> pieces(String stream) {
        var pieces = new ArrayList<Piece>();
        var reader = FORM.reader();
        events(stream).forEach(event -> reader.read(event.path("type").asString(), event, pieces::add));
        return pieces;
    }

    /// The blocks of a stream, one line each: `1 text Hello`; fails where two are open at once or an index does not rise.
    static List<String> blocks(List<JsonNode> events) {
        var blocks = new ArrayList<String>();
        var open = new StringBuilder();
        for (var event : events) {
            int index = event.path("index").asInt(0);
            switch (event.path("type").asString()) {
                case "content_block_start" -> {
                    expect(open.isEmpty() && index == blocks.size(), "starts out of turn: " + event);
                    open.append(index).append(' ').append(start(event.path("content_block")));
                }
                case "content_block_delta" -> {
                    expect(!open.isEmpty() && index == blocks.size(), "grows while closed: " + event);
                    open.append(delta(event.path("delta")));
                }
                case "content_block_stop" -> {
                    expect(!open.isEmpty() && index == blocks.size(), "stops while closed: " + event);
                    blocks.add(open.toString());
                    open.setLength(0);
                }
                default -> expect(open.isEmpty(), "ends with a block open: " + event);
            }
        }
        return blocks;
    }

    private static void expect(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what);
        }
    }

    private static String start(JsonNode block) {
        return block.path("type").asString() + " " + block.path("name").asString("") + block.path("data").asString("");
    }

    private static String delta(JsonNode delta) {
        return delta.path("text").asString("") + delta.path("thinking").asString("")
                + delta.path("partial_json").asString("")
                + (delta.has("signature") ? " by " + delta.path("signature").asString() : "");
    }
}
