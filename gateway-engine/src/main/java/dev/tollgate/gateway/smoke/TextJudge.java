package dev.tollgate.gateway.smoke;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Judges plain answers, whole and streamed, and embeddings. Pure.
final class TextJudge {
    private static final int SHOWN = 60;
    private static final double SAME = 1e-3;

    private TextJudge() {}

    static Finding chat(Came came) {
        return Lost.of(came).orElseGet(() -> {
            var choice = came.json().path("choices").path(0);
            var content = choice.path("message").path("content").asString("");
            return new Assertions()
                    .must("the body is a JSON object with choices", choice.isObject(), "No choices in the answer",
                            "A client finds nothing to read. Is the base URL that of an OpenAI-compatible API?")
                    .must("the message is the assistant's",
                            choice.path("message").path("role").asString("").equals("assistant"),
                            "The message has no role", "Clients append it to the conversation and fail at its role.")
                    .must("the content is not empty", !content.isBlank(), "The answer is empty",
                            "Nothing was said" + ending(choice) + ".")
                    .must("finish_reason is given", choice.path("finish_reason").isString(), "No finish_reason",
                            "A client cannot tell a whole answer from one that was cut off.")
                    .should("the model is named", came.json().path("model").isString(), "The model is not named",
                            "The ledger cannot say which model answered; it is charged as the one that was asked.")
                    .finding("answered", "Said: " + shortened(content));
        });
    }

    private static String ending(JsonNode choice) {
        var reason = choice.path("finish_reason").asString("");
        return reason.equals("length") ? ": all the tokens allowed went into thinking" : "";
    }

    static Finding stream(Came came) {
        return Lost.of(came).orElseGet(() -> {
            var data = Reading.data(came.received());
            var chunks = Reading.chunks(came.received());
            var type = came.head().first("content-type").orElse("").toLowerCase(Locale.ROOT);
            long pieces = chunks.stream().filter(c -> !text(c).isEmpty()).count();
            return new Assertions()
                    .must("the answer is an event stream", type.startsWith("text/event-stream"),
                            "The stream is ignored", "It was answered in one piece of type " + type
                                    + ": users see nothing until all of it is there.")
                    .must("each event is a JSON object", chunks.stream().allMatch(JsonNode::isObject),
                            "An event is no JSON", "A client stops at it.")
                    .must("the content comes in more than one event", pieces > 1, "All of it comes in one event",
                            "It is called a stream, but nothing can be shown before the end.")
                    .must("finish_reason is given",
                            chunks.stream().anyMatch(c -> c.path("choices").path(0).path("finish_reason").isString()),
                            "No finish_reason", "A client cannot tell a whole answer from one that was cut off.")
                    .should("the stream ends with [DONE]", !data.isEmpty() && Reading.isDone(data.getLast()),
                            "No end marker", "Clients that wait for [DONE] wait until the connection closes.")
                    .finding("streamed", pieces + " pieces of content, the first after " + came.firstMs() + " ms.");
        });
    }

    static String text(JsonNode chunk) {
        var delta = chunk.path("choices").path(0).path("delta");
        return delta.path("content").asString("") + delta.path("reasoning_content").asString("")
                + delta.path("reasoning").asString("");
    }

    static Finding embeddings(Came came) {
        return Lost.ofOptional(came, "embeddings").orElseGet(() -> {
            var data = came.json().path("data").valueStream().map(item -> item.path("embedding")).toList();
            var sizes = data.stream().map(JsonNode::size).distinct().toList();
            boolean whole = data.size() == 3 && sizes.size() == 1;
            return new Assertions()
                    .must("there is a vector for each of the 3 texts", data.size() == 3, "Vectors are missing",
                            data.size() + " came for 3 texts: a client files them under the wrong text.")
                    .must("all vectors have one length", sizes.size() == 1, "Vectors of different lengths",
                            "Lengths are " + sizes.stream().map(String::valueOf).collect(Collectors.joining(", "))
                                    + ": no index takes them.")
                    .must("no vector is zero", !whole || data.stream().noneMatch(TextJudge::isZero),
                            "A vector of zeros", "It is as near to every text as to any other.")
                    .must("equal texts have equal vectors", !whole || distance(data.get(0), data.get(1)) < SAME,
                            "Equal texts differ", "The same text was embedded differently twice in one call.")
                    .must("different texts have different vectors", !whole || distance(data.get(0), data.get(2)) > 0,
                            "Different texts are alike", "Two texts that differ got one vector.")
                    .finding("embedded", "3 vectors of " + sizes.stream().findFirst().orElse(0) + " numbers.");
        });
    }

    private static boolean isZero(JsonNode vector) {
        return vector.isEmpty() || vector.valueStream().allMatch(x -> x.asDouble(0) == 0);
    }

    private static double distance(JsonNode one, JsonNode other) {
        double sum = 0;
        for (int i = 0; i < one.size(); i++) {
            double gap = one.path(i).asDouble(0) - other.path(i).asDouble(0);
            sum += gap * gap;
        }
        return Math.sqrt(sum);
    }

    static String shortened(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    /// What all chunks of a stream say together.
    static String joined(List<JsonNode> chunks) {
        return chunks.stream().map(c -> c.path("choices").path(0).path("delta").path("content").asString(""))
                .collect(Collectors.joining());
    }
}
