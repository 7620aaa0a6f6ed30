package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.wire.neutral.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Recorded chat exchanges of real providers, from the folder of recordings beside the repository.
record Exchanges(Path folder, String name, boolean stream, int status) {
    /// None where the folder is absent.
    static List<Exchanges> all() {
        return Shared.fixtures().map(Exchanges::read).orElse(List.of());
    }

    private static List<Exchanges> read(Path root) {
        try (var lines = Files.lines(root.resolve("INDEX.tsv"))) {
            return lines.skip(1).map(line -> line.split("\t", -1)).filter(row -> row[2].equals("chat"))
                    .filter(row -> !row[0].startsWith("_made"))
                    .map(row -> new Exchanges(root.resolve(row[0]), row[0], row[3].equals("stream"),
                            Integer.parseInt(row[4])))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// What was asked; empty where that was not recorded.
    Optional<JsonNode> request() {
        return Json.read(text("request.json")).flatMap(json -> Json.string(json, "body")).flatMap(Json::read);
    }

    JsonNode answer() {
        return Json.read(text("response.body")).orElseThrow();
    }

    /// The events of a stream up to its end, or up to an error in its midst.
    List<JsonNode> events() {
        return text("response.body").lines().filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()).strip()).takeWhile(data -> !data.equals("[DONE]"))
                .map(data -> Json.read(data).orElseThrow()).toList();
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Stream<Exchanges> answered() {
        return all().stream().filter(exchange -> exchange.status() == 200);
    }

    @Override
    public String toString() {
        return name;
    }
}
