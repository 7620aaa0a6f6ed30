package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.upstream.dialect.ChunkScan;
import dev.tollgate.gateway.upstream.dialect.Figures;
import dev.tollgate.gateway.upstream.dialect.Quirks;
import dev.tollgate.gateway.upstream.dialect.Reply;
import dev.tollgate.gateway.upstream.dialect.UsageTree;
import dev.tollgate.gateway.upstream.judge.Judge;
import dev.tollgate.gateway.upstream.judge.Unfit;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads one whole answer: what it consumed, and its body for the client. Pure; for one thread.
final class Whole {
    private final Ask ask;
    private final Way way;
    private final Quirks quirks;
    private final byte[] body;
    private final Reply told;
    private boolean read;
    private Optional<JsonNode> tree = Optional.empty();

    Whole(Ask ask, Way way, Quirks quirks, byte[] body, Reply told) {
        this.ask = ask;
        this.way = way;
        this.quirks = quirks;
        this.body = body;
        this.told = told;
    }

    /// The client's side of it.
    ///
    /// @param head what is known to pass of the provider's
    record Passed(Head head, byte[] body, Figures figures, Optional<String> notes) {}

    Figures figures() {
        return Figures.of(stated(), way.at(), quirks, new Figures.Counted(
                () -> Estimator.tokens(ask.inputBytes()), () -> Estimator.tokens(textBytes())));
    }

    /// Read when it is first asked for: what only passes mostly needs none.
    private Optional<JsonNode> tree() {
        if (!read) {
            tree = Json.read(body, 0, body.length);
            read = true;
        }
        return tree;
    }

    /// Gemini lists tokens by modality, Bedrock by the cache's lifetime, which takes a tree to read.
    private Map<String, String> stated() {
        return switch (way.protocol()) {
            case GEMINI -> listed("usageMetadata");
            case CONVERSE -> listed("usage");
            case CHAT, RESPONSES, MESSAGES, OLLAMA -> told.usage();
        };
    }

    private Map<String, String> listed(String field) {
        var usage = new HashMap<String, String>();
        tree().ifPresent(json -> UsageTree.flatten(json.path(field), usage));
        return usage;
    }

    private long textBytes() {
        if (way.protocol() == Protocol.CHAT) {
            var scan = new ChunkScan(false);
            scan.scan(body, 0, body.length);
            return scan.textBytes();
        }
        try {
            return tree().map(json -> bytes(Forms.provider(way.protocol()).answer(json))).orElse(0L);
        } catch (Garbled _) {
            return 0; // what is no answer, such as one that has only been queued, holds no text
        }
    }

    /// What is wrong with it.
    Optional<Unfit> unfit(Judge judge) {
        try {
            return tree().flatMap(json -> judge.whole(Forms.provider(way.protocol()).answer(json), way.protocol()));
        } catch (Garbled _) {
            return judge.odd();
        }
    }

    private static long bytes(Answer answer) {
        return answer.parts().stream().mapToLong(part -> PieceSense.bytes(switch (part) {
            case Part.Text(var text, _) -> text;
            case Part.Refusal(var text) -> text;
            case Part.Call call -> call.arguments();
            case Part.Thought thought -> thought.text();
            case Part.Media _,Part.Result _ -> "";
        })).sum();
    }

    /// @throws Garbled where it cannot be read for a client of another protocol
    Passed passed(Head upstream) {
        var figures = figures();
        var notes = new ArrayList<String>();
        way.translation().map(Translation::notes).ifPresent(notes::add);
        notes.addAll(figures.notes());
        var said = notes.isEmpty() ? Optional.<String>empty() : Optional.of(String.join("; ", notes));
        if (way.translation().isEmpty()) {
            return new Passed(ReplyHead.whole(upstream), body, figures, said);
        }
        var translation = way.translation().get();
        var answer = tree().map(translation::answer).map(given -> translation.named(given, ReplyHead.id(upstream)))
                .orElseThrow(() -> new Garbled("answered with something that is no JSON"));
        return ask.stream()
                ? new Passed(ReplyHead.stream(upstream), translation.streamed(answer, figures.usage()),
                        figures, said)
                : new Passed(ReplyHead.json(upstream), translation.reply(answer, figures.usage()), figures,
                        said);
    }
}
