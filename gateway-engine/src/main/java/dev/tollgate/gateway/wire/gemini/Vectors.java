package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Texts that a client of Gemini wants embedded (`embedContent`, `batchEmbedContents`), and the vectors in its words.
/// Immutable.
///
/// @param texts at least one
/// @param dimensions how long the vectors shall be; the same for all
/// @param batch asked and answered as a list
/// @param dropped what other protocols have no words for, by name
public record Vectors(List<String> texts, Optional<JsonNode> dimensions, boolean batch, List<String> dropped) {
    private static final Set<String> CARRIED =
            Set.of("model", "content", "outputDimensionality", "output_dimensionality");

    public Vectors {
        texts = List.copyOf(texts);
        dropped = List.copyOf(dropped);
    }

    /// @param batch the body is that of `batchEmbedContents`
    /// @throws Untranslatable where it is wrong, or holds more than texts
    public static Vectors read(JsonNode body, boolean batch) {
        var whole = new At("", body);
        var requests = batch ? whole.get("requests").items() : List.of(whole);
        if (requests.isEmpty()) {
            throw whole.get("requests").wrong("must hold at least one request");
        }
        var texts = new ArrayList<String>();
        var dropped = new TreeSet<String>();
        var dimensions = requests.getFirst().maybe("outputDimensionality").map(At::count);
        for (var request : requests) {
            texts.add(text(request.object().get("content")));
            if (!request.maybe("outputDimensionality").map(At::count).equals(dimensions)) {
                throw request.get("outputDimensionality").cannot("differs from that of the first request, and the model"
                        + " that answers gives vectors of one length: ask separately");
            }
            request.node().propertyNames().stream().filter(name -> !CARRIED.contains(name)).forEach(dropped::add);
        }
        return new Vectors(texts, dimensions, batch, List.copyOf(dropped));
    }

    private static String text(At content) {
        var parts = content.object().get("parts").items();
        if (parts.isEmpty()) {
            throw content.get("parts").wrong("must hold at least one part");
        }
        var text = new StringBuilder();
        for (var part : parts) {
            if (!part.object().has("text")) {
                throw part.cannot("is no text, and the model that answers embeds nothing else");
            }
            text.append(part.get("text").text());
        }
        return text.toString();
    }

    /// The client's answer.
    ///
    /// @param vectors a list of numbers for each text
    /// @param tokens that were read
    public ObjectNode reply(List<JsonNode> vectors, long tokens) {
        var body = Json.object();
        if (batch) {
            var all = body.putArray("embeddings");
            vectors.forEach(each -> all.addObject().set("values", each));
        } else {
            body.putObject("embedding").set("values", vectors.getFirst());
        }
        body.putObject("usageMetadata").put("promptTokenCount", tokens);
        return body;
    }
}
