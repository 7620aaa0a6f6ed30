package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Short words for the tests of this package.
final class Said {
    static final ResponsesForm FORM = new ResponsesForm();
    static final Usage USAGE = Usage.of(20, 7, UsageSource.REPORTED).with(Unit.CACHE_READ, 5)
            .with(Unit.CACHE_WRITE_5M, 3).with(Unit.REASONING, 2);
    static final long CREATED = 1_790_000_000;

    private Said() {}

    /// JSON with single quotes for double ones.
    static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"')).orElseThrow();
    }

    /// As it is when it has been sent: trees know several kinds of number for the same one.
    static JsonNode sent(JsonNode json) {
        return Json.read(Json.text(json)).orElseThrow();
    }

    /// A client's prompt with these fields.
    static Prompt prompt(String fields) {
        return FORM.prompt(json("{'model':'m'," + fields + "}"));
    }

    static Prompt hello() {
        return prompt("'input':'Hi'");
    }

    static ObjectNode ask(Prompt prompt, List<String> dropped) {
        return FORM.ask(prompt, new ProviderForm.Model("m", 0, false), dropped);
    }

    static List<JsonNode> events(String stream) {
        return stream.lines().filter(line -> line.startsWith("data:") && !line.contains("[DONE]"))
                .map(line -> Json.read(line.substring("data:".length())).orElseThrow()).toList();
    }

    /// The pieces that a provider's events give.
    static List<Piece> pieces(List<JsonNode> events) {
        var pieces = new ArrayList<Piece>();
        var reader = FORM.reader();
        events.forEach(event -> reader.read(event.path("type").asString(), event, pieces::add));
        return pieces;
    }

    static String stream(Prompt asked, Finish finish, List<Piece> pieces) {
        var writer = FORM.writer(asked, CREATED);
        var out = new EventOut();
        for (var piece : pieces) {
            writer.write(piece, USAGE, out);
        }
        writer.end(finish, Optional.empty(), USAGE, out);
        return new String(out.copy(), StandardCharsets.UTF_8);
    }

    static List<JsonNode> written(Prompt asked, Finish finish, Piece... pieces) {
        return events(stream(asked, finish, List.of(pieces)));
    }

    static List<JsonNode> written(Finish finish, Piece... pieces) {
        return written(hello(), finish, pieces);
    }

    static Finish finish(List<Piece> pieces) {
        return pieces.stream().filter(Piece.Finished.class::isInstance).map(Piece.Finished.class::cast).findFirst()
                .orElseThrow().finish();
    }

    /// What the pieces come to, each slot one part.
    static List<Part> parts(List<Piece> pieces) {
        var parts = new TreeMap<Integer, Part>();
        pieces.forEach(piece -> grow(piece, parts));
        return List.copyOf(parts.values());
    }

    private static void grow(Piece piece, Map<Integer, Part> parts) {
        switch (piece) {
            case Piece.Text(int slot, var text) ->
                parts.merge(slot, Part.Text.of(text), (a, _) -> Part.Text.of(((Part.Text) a).text() + text));
            case Piece.Refusal(int slot, var text) -> parts.merge(slot, new Part.Refusal(text),
                    (a, _) -> new Part.Refusal(((Part.Refusal) a).text() + text));
            case Piece.Thought(int slot, var text, var hidden) -> parts.merge(slot,
                    new Part.Thought(text, Optional.empty(), hidden),
                    (a, _) -> new Part.Thought(((Part.Thought) a).text() + text, Optional.empty(), hidden));
            case Piece.Sealed(int slot, var seal) -> parts.computeIfPresent(slot, (_, part) -> switch (part) {
                case Part.Thought t -> new Part.Thought(t.text(), Optional.of(seal), t.hidden());
                case Part.Call c -> new Part.Call(c.id(), c.name(), c.arguments(), c.freeform(), Optional.of(seal));
                case Part.Text _,Part.Refusal _,Part.Media _,Part.Result _ ->
                    throw new AssertionError("sealed " + part);
            });
            case Piece.Called(int slot, var id, var name, var freeform) ->
                parts.put(slot, new Part.Call(id, name, "", freeform, Optional.empty()));
            case Piece.Arguments(int slot, var more) -> parts.computeIfPresent(slot, (_, part) -> {
                var c = (Part.Call) part;
                return new Part.Call(c.id(), c.name(), c.arguments() + more, c.freeform(), c.seal());
            });
            case Piece.Shown(int slot, var media) -> parts.put(slot, media);
            case Piece.Opened _,Piece.Closed _,Piece.Counted _,Piece.Finished _ -> {
                // no content
            }
        }
    }
}
