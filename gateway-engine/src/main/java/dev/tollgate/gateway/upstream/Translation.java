package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Quirk;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Form;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.LongTexts;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import dev.tollgate.gateway.wire.neutral.PieceWriter;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// One request carried over into the protocol of its provider, and the way back for the answer. For one thread.
final class Translation {
    private final Form ours;
    private final ProviderForm theirs;
    private final Prompt prompt;
    private final long created;
    private final String id;
    private final List<String> dropped = new ArrayList<>();
    private final byte[] written;
    private List<ByteBuffer> body = List.of();

    private Translation(Form ours, ProviderForm theirs, Prompt prompt, ProviderForm.Model model, Stamp stamp,
            boolean vertex) {
        this.ours = ours;
        this.theirs = theirs;
        this.prompt = prompt;
        created = stamp.second;
        id = stamp.id;
        dropped.addAll(prompt.dropped());
        var asked = theirs.ask(prompt, model, dropped);
        written = Json.bytes(vertex ? Vertex.body(asked) : asked);
    }

    /// What an answer bears whose provider gives it none.
    ///
    /// @param second since the epoch, that the answer states where its protocol states one
    /// @param id no other answer's
    record Stamp(long second, String id) {}

    /// Carries a call over to another endpoint.
    ///
    /// @param plain the provider is known to refuse `stream_options`
    /// @throws Untranslatable where it cannot be carried over
    static Translation of(Call call, Endpoint at, Stamp stamp, boolean plain) {
        var texts = LongTexts.of(call.ask().body());
        return tried(call, at, stamp, plain, texts)
                .or(() -> tried(call, at, stamp, plain, LongTexts.without(call.ask().body()))).orElseThrow();
    }

    /// Empty where the long texts cannot be kept out of it.
    private static Optional<Translation> tried(Call call, Endpoint at, Stamp stamp, boolean plain, LongTexts texts) {
        try {
            var translation = of(call, at, stamp, plain, texts.brief());
            var restored = texts.restored(translation.written);
            restored.ifPresent(body -> translation.body = body);
            return restored.map(_ -> translation);
        } catch (Untranslatable cannot) {
            if (texts.isEmpty()) {
                throw cannot;
            }
            return Optional.empty(); // what is said of it is said of the client's own words
        }
    }

    private static Translation of(Call call, Endpoint at, Stamp stamp, boolean plain, byte[] body) {
        var ask = call.ask();
        var ours = Forms.of(ask.protocol());
        var tree = Json.read(body, 0, body.length)
                .orElseThrow(() -> Untranslatable.wrong("body", "The request body is not valid JSON."));
        var model = call.target().model();
        var prompt = begun(ours.prompt(tree).to(model, ask.stream(), added(ask)), call);
        var translation = new Translation(ours, Forms.provider(at.protocol()), prompt, known(call, model, plain),
                stamp, at == Endpoint.MESSAGES && call.provider().dialect() == Dialect.VERTEX);
        if (call.strict() && !translation.dropped.isEmpty()) {
            throw new Untranslatable(translation.dropped.getFirst(), "The route is strict, and this provider's protocol"
                    + " cannot carry " + String.join(", ", translation.dropped) + ".");
        }
        return translation;
    }

    /// With what the client has of the answer, for a model that goes on from there.
    private static Prompt begun(Prompt prompt, Call call) {
        return call.resumption().filter(Resumption::continues)
                .map(from -> prompt.with(new Prompt.Turn(Prompt.Role.ASSISTANT,
                        List.of(new Part.Text(Seam.shown(from.from().text()), Optional.empty())))))
                .orElse(prompt);
    }

    private static OptionalLong added(Ask ask) {
        return ask.added() ? ask.maxOutput() : OptionalLong.empty();
    }

    private static ProviderForm.Model known(Call call, String model, boolean plain) {
        var provider = call.provider();
        long most = Catalogue.model(provider, model).map(m -> m.maxOutput().orElse(0)).orElse(0L);
        var quirks = EnumSet.noneOf(Quirk.class);
        quirks.addAll(Catalogue.quirks(provider, model));
        if (plain) {
            quirks.add(Quirk.NO_STREAM_OPTIONS);
        }
        return new ProviderForm.Model(model, most, quirks);
    }

    /// In slices of arrays, some of which may be the client's own body.
    List<ByteBuffer> body() {
        return body;
    }

    /// That it was carried over, and what was left out, in words.
    String notes() {
        return "sent as " + theirs.protocol().word()
                + (dropped.isEmpty() ? "" : ", without " + String.join(", ", dropped));
    }

    PieceReader reader() {
        return theirs.reader();
    }

    PieceWriter writer() {
        return ours.writer(prompt, created);
    }

    /// @throws dev.tollgate.gateway.wire.neutral.Garbled where it is no answer
    Answer answer(JsonNode whole) {
        return theirs.answer(whole);
    }

    /// The answer under an id in any case.
    ///
    /// @param given what the head of the reply calls it, empty where nothing
    Answer named(Answer answer, String given) {
        return answer.id().isEmpty() ? answer.called(given.isEmpty() ? id : given) : answer;
    }

    /// The beginning of a stream under an id in any case.
    Piece named(Piece piece) {
        return piece instanceof Piece.Opened(var own, var model) && own.isEmpty()
                ? new Piece.Opened(id, model)
                : piece;
    }

    /// The client's body for a whole answer.
    byte[] reply(Answer answer, Usage usage) {
        return Json.bytes(ours.reply(answer, usage, prompt, created));
    }

    /// The client's stream for an answer that came whole.
    byte[] streamed(Answer answer, Usage usage) {
        return streamed(writer(), answer, usage);
    }

    static byte[] streamed(PieceWriter writer, Answer answer, Usage usage) {
        var out = new EventOut();
        for (var piece : answer.pieces()) {
            if (!(piece instanceof Piece.Counted) && !(piece instanceof Piece.Finished)) {
                writer.write(piece, usage, out);
            }
        }
        writer.end(answer.finish(), answer.stopSequence(), usage, out);
        return out.copy();
    }
}
