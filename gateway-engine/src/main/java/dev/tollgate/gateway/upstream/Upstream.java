package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Serving;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Quirk;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Edits;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Sse;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Makes calls to providers, one attempt each. Thread-safe.
public final class Upstream implements AutoCloseable {
    private static final long RANGE = 46_656; // three digits to the base 36
    private static final byte[] SEAL = ("\"" + Seal.MARK).getBytes(StandardCharsets.US_ASCII);

    private final Transport transport;
    private final Time time;
    private final String via;
    private final Drains drains;
    private final GoogleTokens tokens;
    private final AtomicLong answers;
    private final ConcurrentHashMap<String, Optional<Place>> places = new ConcurrentHashMap<>();
    /// Base URLs of providers that refuse `stream_options`.
    private final Set<String> plain = ConcurrentHashMap.newKeySet();

    /// Calls go out through `transport`; those to near addresses carry `via` (`1.1 tollgate-RANDOM`), by which a call
    /// that comes round to us again is known.
    public Upstream(Transport transport, Time time, String via) {
        this.transport = transport;
        this.time = time;
        answers = new AtomicLong(Math.floorMod(time.nanos(), RANGE) + RANGE);
        this.via = via.indexOf(' ') < 0 ? "1.1 " + via : via;
        drains = new Drains(time);
        tokens = new GoogleTokens(transport, time);
    }

    /// Whether a request came round to us: its `Via` bears our own mark. It is answered 508, never sent on.
    public boolean comesBack(Head clientHead) {
        for (var value : clientHead.all("via")) {
            if (value.contains(via)) {
                return true;
            }
        }
        return false;
    }

    /// Makes the call and returns at the last moment at which another target can still take over: with the whole
    /// answer, or with the first content of a stream. Blocks; ended by the call's deadlines and [Call#end].
    public Opening open(Call call) {
        var provider = call.provider();
        var asked = call.ask().endpoint();
        var endpoint = Serving.at(provider, asked, call.ask().protocol(), call.target().model()).orElse(asked);
        var protocol = Serving.protocol(provider, endpoint, call.ask().protocol());
        var place = place(provider, endpoint, protocol);
        if (place.isEmpty()) {
            return new Opening.Failed(new Failures(call).noUrl(provider.baseUrl()), Usage.NONE);
        }
        if (AwsSignature.lacksRegion(call)) {
            return new Opening.Failed(new Failures(call).noRegion(), Usage.NONE);
        }
        try {
            return tokened(call, place.get(), endpoint, protocol);
        } catch (Untranslatable no) {
            return new Opening.Failed(new Failures(call).untranslatable(no, protocol), Usage.NONE);
        }
    }

    private Opening tokened(Call call, Place place, Endpoint endpoint, Protocol protocol) {
        try {
            return switch (tokens.token(call)) {
                case GoogleTokens.Got.Refused(var why) ->
                    new Opening.Failed(new Failures(call).noToken(why), Usage.NONE);
                case GoogleTokens.Got.Ready(var token) -> {
                    token.ifPresent(call::bears);
                    yield open(call, place, endpoint, protocol);
                }
            };
        } catch (IOException lost) {
            return call.why().isPresent() ? ended(call) : unreachable(call, lost);
        }
    }

    private Opening open(Call call, Place place, Endpoint endpoint, Protocol protocol) {
        boolean demands = call.ask().stream() && endpoint.protocol() == Protocol.CHAT && endpoint.writes()
                && !isPlain(call);
        var opening = once(call, place, way(call, endpoint, protocol, !demands), demands);
        if (opening.isPresent()) {
            return opening.get();
        }
        plain.add(call.provider().baseUrl());
        return once(call, place, way(call, endpoint, protocol, true), false).orElseThrow();
    }

    private boolean isPlain(Call call) {
        return plain.contains(call.provider().baseUrl())
                || Catalogue.quirks(call.provider(), call.target().model()).contains(Quirk.NO_STREAM_OPTIONS);
    }

    private Way way(Call call, Endpoint endpoint, Protocol protocol, boolean plainly) {
        if (endpoint == Endpoint.EMBEDDINGS) {
            boolean passes = protocol == call.ask().protocol();
            return new Way(endpoint, protocol, Optional.empty(), passes
                    ? Optional.empty()
                    : Optional.of(Embedding.of(call, protocol)));
        }
        boolean same = endpoint == call.ask().endpoint() && !bearsForeignSeals(call.ask())
                && call.resumption().filter(Resumption::continues).isEmpty();
        var way = new Way(endpoint, protocol, same
                ? Optional.empty()
                : Optional.of(Translation.of(call, endpoint, stamp(), plainly)),
                Optional.empty());
        return call.resumption().map(from -> way.with(seam(call.ask(), from))).orElse(way);
    }

    private static Seam seam(Ask ask, Resumption from) {
        var writer = Forms.of(ask.protocol()).goingOn(from.from().prompt(), from.from().begun());
        return new Seam(from.from(), from.continues(), writer.orElseThrow());
    }

    /// Short, and never the same again: the count begins where the clock stood.
    private Translation.Stamp stamp() {
        long second = time.instant().getEpochSecond();
        return new Translation.Stamp(second, Long.toString(second, 36) + Long.toString(answers.getAndIncrement(), 36));
    }

    /// Thoughts of another family that travelled through the client in an opaque field of its own protocol: its provider
    /// would refuse them, so such a conversation is read and written again without them.
    private static boolean bearsForeignSeals(Ask ask) {
        return switch (ask.endpoint()) {
            case RESPONSES, MESSAGES -> Sse.find(ask.body(), 0, ask.body().length, SEAL) >= 0;
            case CHAT, COMPLETIONS, EMBEDDINGS, GENERATE, IMAGES, AUDIO, MODERATIONS, RERANK, FILES, BATCHES,
                    COUNT_TOKENS, CONVERSE, OLLAMA_CHAT ->
                false;
        };
    }

    private Optional<Place> place(Provider provider, Endpoint endpoint, Protocol protocol) {
        return places.computeIfAbsent(endpoint.word() + " " + protocol.word() + " " + provider.baseUrl()
                + provider.apiVersion().map(version -> " " + version).orElse("")
                + provider.project().map(project -> " " + project + provider.region()).orElse(""),
                _ -> Place.of(provider, endpoint, protocol));
    }

    /// Empty where the provider refused nothing but the `stream_options` that we put in.
    ///
    /// @param demands the usage of a stream is asked for
    private Optional<Opening> once(Call call, Place place, Way way, boolean demands) {
        boolean inject = demands && way.translation().isEmpty() && !call.ask().usageAsked();
        var plain = new Transport.Outgoing(call.ask().called().method(),
                place.url(
                        Vertex.tail(call.provider(), call.ask(), way.protocol()).orElseGet(() -> tail(call.ask(), way)),
                        call.target().model()),
                RequestHead.of(call, place, via), way.translation().map(Translation::body)
                        .or(() -> way.embedding().map(Embedding::body))
                        .orElseGet(() -> Edits.apply(call.ask(), call.target().model(), capField(call), inject,
                                Vertex.instead(call.provider(), way.protocol()))));
        var request = AwsSignature.on(plain, call, time);
        drains.sweep();
        call.connecting();
        if (call.why().isPresent()) {
            return Optional.of(ended(call));
        }
        final Transport.Reply reply;
        try {
            reply = transport.send(request, call);
        } catch (IOException lost) {
            return Optional.of(call.why().isPresent() ? ended(call) : unreachable(call, lost));
        }
        return new Opener(call, place, way, Reframed.of(reply, place.dialect(), call.ask().stream()), time, drains)
                .open(inject, demands && way.translation().isPresent());
    }

    private static String tail(Ask ask, Way way) {
        if (way.embedding().isPresent()) {
            return way.embedding().get().tail();
        }
        if (way.at() == ask.endpoint()) {
            return ask.called().tail();
        }
        return switch (way.protocol()) {
            case GEMINI -> ask.stream() ? "streamGenerateContent" : "generateContent";
            case CONVERSE -> ask.stream() ? "converse-stream" : "converse";
            case CHAT, RESPONSES, MESSAGES, OLLAMA -> "";
        };
    }

    private static String capField(Call call) {
        if (call.ask().endpoint() == Endpoint.RESPONSES) {
            return "max_output_tokens";
        }
        return call.ask().added() && call.ask().endpoint() == Endpoint.CHAT
                && Catalogue.sendsMaxCompletionTokens(call.provider(), call.target().model())
                        ? "max_completion_tokens"
                        : "max_tokens";
    }

    private static Opening unreachable(Call call, IOException lost) {
        var why = lost instanceof Unreachable known
                ? known
                : new Unreachable(Fault.CONNECT, "network", "the connection broke", lost);
        return new Opening.Failed(new Failures(call).unreachable(why), Usage.NONE);
    }

    private static Opening ended(Call call) {
        return new Opening.Failed(new Failures(call).ended(call.why().orElseThrow(), call.limits(), 0), Usage.NONE);
    }

    /// Fetches texts the same way that calls go.
    public Download download() {
        return new Download(transport, time);
    }

    @Override
    public void close() {
        transport.close();
    }
}
