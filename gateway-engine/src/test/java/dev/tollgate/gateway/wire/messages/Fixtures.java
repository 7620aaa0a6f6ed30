package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.wire.neutral.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Recorded exchanges that speak Messages, from the folder of recordings beside the repository.
record Fixtures(Path folder) {
    private static final List<String> FOLDERS = List.of("anthropic/messages", "bedrock/invoke", "vertex/raw-predict",
            "vertex/stream-raw-predict");

    static List<Fixtures> all() {
        return Shared.fixtures().map(root -> FOLDERS.stream().flatMap(folder -> in(root.resolve(folder))).toList())
                .orElse(List.of());
    }

    private static Stream<Fixtures> in(Path folder) {
        try (var names = Files.list(folder)) {
            return names.sorted().map(Fixtures::new).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// What was asked, where it has the shape of Messages. Bedrock and Vertex name the model elsewhere.
    Optional<JsonNode> request() {
        return Json.read(read("request.json")).flatMap(request -> Json.string(request, "body")).flatMap(Json::read)
                .filter(body -> body.path("max_tokens").isNumber() && body.path("messages").isArray())
                .map(body -> body.has("model") ? body : ((ObjectNode) body).put("model", "m"));
    }

    /// A whole message.
    Optional<JsonNode> message() {
        return Json.read(read("response.body")).filter(body -> body.path("type").asString("").equals("message"));
    }

    Optional<String> stream() {
        return Optional.of(read("response.body")).filter(body -> body.startsWith("event: message_start"));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (MalformedInputException binary) {
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
