package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Part.Source;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the turns as items: calls, their outputs and thoughts stand beside the messages. For one request.
final class ItemWriter {
    /// The longest id of a call that OpenAI takes.
    private static final int LONGEST_ID = 64;

    private final List<String> dropped;
    private final ArrayNode items = Json.array();
    /// Ids of calls to tools that take any text.
    private final Set<String> freeform = new HashSet<>();

    ItemWriter(List<String> dropped) {
        this.dropped = dropped;
    }

    /// What the system says first are the instructions; what it says later stays in its place.
    void write(List<Prompt.Turn> turns, ObjectNode body) {
        var first = new ArrayList<String>();
        int at = 0;
        for (; at < turns.size() && onlyText(turns.get(at)); at++) {
            turns.get(at).parts().forEach(part -> first.add(text(part)));
        }
        first.removeIf(String::isBlank);
        if (!first.isEmpty()) {
            body.put("instructions", String.join("\n\n", first));
        }
        turns.subList(at, turns.size()).forEach(this::turn);
        body.set("input", items);
        if (turns.stream().flatMap(turn -> turn.parts().stream()).anyMatch(ItemWriter::marked)) {
            dropped.add("cache_control");
        }
        if (turns.stream().flatMap(turn -> turn.parts().stream())
                .anyMatch(part -> part instanceof Part.Result result && result.error())) {
            dropped.add("tool_result.is_error");
        }
    }

    private static boolean onlyText(Prompt.Turn turn) {
        return turn.role() == Role.SYSTEM && turn.parts().stream().allMatch(Part.Text.class::isInstance);
    }

    private static String text(Part part) {
        return part instanceof Part.Text(var text, _) ? text : "";
    }

    private static boolean marked(Part part) {
        return switch (part) {
            case Part.Text(_, var cache) -> cache.isPresent();
            case Part.Media media -> media.cache().isPresent();
            case Part.Result result ->
                result.cache().isPresent() || result.content().stream().anyMatch(ItemWriter::marked);
            case Part.Refusal _,Part.Call _,Part.Thought _ -> false;
        };
    }

    private void turn(Prompt.Turn turn) {
        var content = Json.array();
        for (var part : turn.parts()) {
            var written = content(part, turn.role());
            if (written.isPresent()) {
                content.add(written.get());
            } else {
                message(turn.role(), content);
                content = Json.array();
                item(part);
            }
        }
        message(turn.role(), content);
    }

    private void message(Role role, ArrayNode content) {
        if (!content.isEmpty()) {
            items.addObject().put("type", "message").put("role", switch (role) {
                case SYSTEM -> "system";
                case USER -> "user";
                case ASSISTANT -> "assistant";
            }).set("content", content);
        }
    }

    /// Empty for what is an item of its own.
    private static Optional<ObjectNode> content(Part part, Role role) {
        return switch (part) {
            case Part.Text(var text, _) ->
                Optional.of(text(role == Role.ASSISTANT ? "output_text" : "input_text", text));
            case Part.Refusal(var text) -> Optional.of(role == Role.ASSISTANT
                    ? Json.object().put("type", "refusal").put("refusal", text)
                    : text("input_text", text));
            case Part.Media media when role == Role.ASSISTANT ->
                throw cannot("a picture or file in an assistant's turn",
                        "send it as a user's");
            case Part.Media media -> Optional.of(media(media));
            case Part.Call _,Part.Result _,Part.Thought _ -> Optional.empty();
        };
    }

    private static ObjectNode text(String type, String text) {
        return Json.object().put("type", type).put("text", text);
    }

    private static ObjectNode media(Part.Media media) {
        return switch (media.kind()) {
            case IMAGE -> Json.object().put("type", "input_image").put("detail", media.detail().orElse("auto"))
                    .put("image_url", url(media, "image/png"));
            case DOCUMENT -> document(media);
            case AUDIO, VIDEO -> throw cannot("a sound or video", "leave it out, or send what it says as text");
        };
    }

    private static ObjectNode document(Part.Media media) {
        if (media.source() instanceof Source.Plain(var text)) {
            return text("input_text", text);
        }
        var file = Json.object().put("type", "input_file");
        if (media.source() instanceof Source.Link(var url)) {
            return file.put("file_url", url);
        }
        return file.put("filename", media.name().orElse("document.pdf")).put("file_data",
                url(media, "application/pdf"));
    }

    private static String url(Part.Media media, String usual) {
        return switch (media.source()) {
            case Source.Data(var base64) ->
                "data:" + (media.mime().isEmpty() ? usual : media.mime()) + ";base64," + base64;
            case Source.Link(var url) -> url;
            case Source.Stored _ -> throw cannot("a file by the id of an upload, which the model that answers does not"
                    + " know", "send its bytes as base64");
            case Source.Plain _ -> throw cannot("plain text as a picture", "send it as text");
        };
    }

    private static Untranslatable cannot(String what, String instead) {
        return new Untranslatable(Untranslatable.Place.CONVERSATION, "holds " + what + ", which the Responses API does"
                + " not take: " + instead);
    }

    private void item(Part part) {
        switch (part) {
            case Part.Call call -> call(call);
            case Part.Result result -> result(result);
            case Part.Thought thought -> {
                if (Thoughts.own(thought)) {
                    thought.seal().ifPresent(seal -> items.add(thought(thought, seal)));
                }
            }
            case Part.Text _,Part.Refusal _,Part.Media _ -> {
                // content of a message
            }
        }
    }

    private void call(Part.Call call) {
        var item = items.addObject().put("type", call.freeform() ? "custom_tool_call" : "function_call")
                .put("call_id", id(call.id())).put("name", call.name());
        if (call.freeform()) {
            freeform.add(call.id());
            item.put("input", call.arguments());
        } else {
            item.put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
        }
    }

    private void result(Part.Result result) {
        boolean any = freeform.contains(result.id());
        var item = items.addObject().put("type", any ? "custom_tool_call_output" : "function_call_output")
                .put("call_id", id(result.id()));
        if (result.content().stream().allMatch(Part.Text.class::isInstance)) {
            item.put("output", String.join("\n", result.content().stream().map(ItemWriter::text).toList()));
        } else {
            var output = item.putArray("output");
            result.content().forEach(part -> content(part, Role.USER).ifPresent(output::add));
        }
    }

    static ObjectNode thought(Part.Thought thought, Seal seal) {
        var item = Json.object().put("type", "reasoning");
        if (!seal.id().isEmpty()) {
            item.put("id", seal.id());
        }
        var summary = item.putArray("summary");
        if (!thought.text().isEmpty()) {
            summary.addObject().put("type", "summary_text").put("text", thought.text());
        }
        return item.put("encrypted_content", seal.value());
    }

    /// Calls and outputs agree, whatever becomes of a long id.
    private static String id(String id) {
        var end = "_" + Integer.toHexString(id.hashCode());
        return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID - end.length()) + end;
    }
}
