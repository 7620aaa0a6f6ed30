package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.wire.neutral.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Recorded exchanges that speak Responses, from the folder of recordings beside the repository.
record Fixtures(Path folder) {
    private static final Set<String> ENDS = Set.of("response.completed", "response.incomplete");

    static List<Fixtures> all() {
        return Shared.fixtures().map(Fixtures::in).orElse(List.of());
    }

    private static List<Fixtures> in(Path root) {
        try (var lines = Files.lines(root.resolve("INDEX.tsv"))) {
            return lines.map(line -> line.split("\t", -1)).filter(row -> row[2].equals("responses"))
                    .map(row -> new Fixtures(root.resolve(row[0]))).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Optional<JsonNode> request() {
        return Json.read(read("request.json")).flatMap(request -> Json.string(request, "body")).flatMap(Json::read);
    }

    /// A whole answer; empty for errors and streams.
    Optional<JsonNode> whole() {
        return Json.read(read("response.body")).filter(body -> body.path("output").isArray());
    }

    /// The data of a stream's events up to its end; empty where it is none or fails.
    List<JsonNode> stream() {
        var body = read("response.body");
        if (body.startsWith("{") || body.contains("response.failed")) {
            return List.of();
        }
        var all = Said.events(body); // one recording holds two answers
        int end = 0;
        while (!ENDS.contains(all.get(end).path("type").asString())) {
            end++;
        }
        return all.subList(0, end + 1);
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Stream<Fixtures> streams() {
        return all().stream().filter(fixture -> !fixture.stream().isEmpty());
    }

    static Stream<Fixtures> wholes() {
        return all().stream().filter(fixture -> fixture.whole().isPresent());
    }

    static Stream<Fixtures> requests() {
        return all().stream().filter(fixture -> fixture.request().isPresent());
    }

    @Override
    public String toString() {
        return folder.getName(folder.getNameCount() - 3) + "/" + folder.getFileName();
    }
}
