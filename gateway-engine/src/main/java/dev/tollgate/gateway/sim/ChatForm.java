package dev.tollgate.gateway.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// An answer in the forms of chat and of the older completions: one JSON body, or a stream of chunks.
final class ChatForm {
    private static final byte[] DONE = Reply.bytes("data: [DONE]\n\n");

    private final Answer answer;
    private final boolean chat;
    private final boolean usageAsked;
    private final Dice dice;
    private final List<Piece> pieces = new ArrayList<>();

    ChatForm(Answer answer, boolean chat, boolean usageAsked, Dice dice) {
        this.answer = answer;
        this.chat = chat;
        this.usageAsked = usageAsked;
        this.dice = dice;
    }

    Script whole() {
        var body = envelope(chat ? "chat.completion" : "text_completion");
        var choice = body.putArray("choices").addObject().put("index", 0);
        if (chat) {
            choice.set("message", message());
        } else {
            choice.put("text", answer.text());
        }
        choice.putNull("logprobs").put("finish_reason", answer.finish());
        body.set("usage", usage());
        var wait = answer.model().firstToken().plus(answer.step().multipliedBy(answer.output()));
        return Reply.json(body, wait, answer.output(), answer.input(), answer.cached());
    }

    private ObjectNode message() {
        var message = object().put("role", "assistant");
        if (answer.tool().isPresent()) {
            message.putNull("content").putArray("tool_calls").add(call(answer.text()));
        } else {
            message.put("content", answer.text());
        }
        if (!answer.thoughts().isEmpty()) {
            message.put("reasoning_content", String.join("", answer.thoughts()));
        }
        return message.putNull("refusal");
    }

    Script stream() {
        var wait = answer.model().firstToken();
        if (chat) {
            add(wait, chunk(opening(), null), 0);
            wait = Duration.ZERO;
        }
        for (var thought : answer.thoughts()) {
            add(wait, chunk(object().put("reasoning_content", thought), null), 1);
            wait = step();
        }
        for (var token : answer.content()) {
            add(wait, chunk(delta(token), null), 1);
            wait = step();
        }
        int body = pieces.size();
        add(wait, chunk(chat ? object() : object().put("text", ""), answer.finish()), 0);
        if (usageAsked) {
            var last = envelope(chat ? "chat.completion.chunk" : "text_completion");
            last.putArray("choices");
            add(Duration.ZERO, last.set("usage", usage()), 0);
        }
        pieces.add(new Piece(Duration.ZERO, DONE, 0));
        return new Script(200, Reply.STREAM, pieces, body, Script.Last.END, answer.input(), answer.cached(),
                Duration.ZERO);
    }

    private ObjectNode opening() {
        var delta = object().put("role", "assistant");
        if (answer.tool().isPresent()) {
            delta.putNull("content").putArray("tool_calls").add(call("").put("index", 0));
            return delta;
        }
        return delta.put("content", "").putNull("refusal");
    }

    private ObjectNode delta(String token) {
        if (answer.tool().isEmpty()) {
            return object().put(chat ? "content" : "text", token);
        }
        var delta = object();
        delta.putArray("tool_calls").addObject().put("index", 0).putObject("function").put("arguments", token);
        return delta;
    }

    private ObjectNode call(String arguments) {
        var call = object().put("id", "call_sim" + answer.id()).put("type", "function");
        call.putObject("function").put("name", answer.tool().orElse("")).put("arguments", arguments);
        return call;
    }

    private ObjectNode chunk(ObjectNode delta, @Nullable String finish) {
        var chunk = envelope(chat ? "chat.completion.chunk" : "text_completion");
        var choice = chunk.putArray("choices").addObject().put("index", 0);
        if (chat) {
            choice.set("delta", delta);
        } else {
            choice.setAll(delta);
        }
        choice.putNull("logprobs").put("finish_reason", finish);
        return usageAsked ? chunk.putNull("usage") : chunk;
    }

    private ObjectNode envelope(String object) {
        return object().put("id", (chat ? "chatcmpl-sim" : "cmpl-sim") + answer.id()).put("object", object)
                .put("created", answer.created()).put("model", answer.model().name())
                .put("system_fingerprint", "simulated");
    }

    private ObjectNode usage() {
        var usage = object().put("prompt_tokens", answer.input()).put("completion_tokens", answer.output())
                .put("total_tokens", answer.input() + answer.output());
        usage.putObject("prompt_tokens_details").put("cached_tokens", answer.cached()).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", answer.thoughts().size())
                .put("audio_tokens", 0).put("accepted_prediction_tokens", 0).put("rejected_prediction_tokens", 0);
        return usage;
    }

    private void add(Duration after, ObjectNode event, int tokens) {
        pieces.add(new Piece(after, Reply.bytes("data: " + event + "\n\n"), tokens));
    }

    /// A token's time, give or take two fifths.
    private Duration step() {
        return answer.step().multipliedBy(dice.between(60, 140)).dividedBy(100);
    }

    private static ObjectNode object() {
        return SimRequest.JSON.createObjectNode();
    }
}
