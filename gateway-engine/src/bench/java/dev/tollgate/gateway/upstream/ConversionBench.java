package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.upstream.dialect.Quirks;
import dev.tollgate.gateway.upstream.dialect.Reply;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.Edits;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// What a conversion takes beside bytes that pass: a request of 1 kB with a tool and its answer, and a stream of 100
/// events, for each client's protocol on each provider's. The work is all on one thread, so time is processor time.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 3, time = 1)
public class ConversionBench {
    private static final int EVENTS = 100;
    private static final List<String> PROTOCOLS = List.of("CHAT", "RESPONSES", "MESSAGES", "GEMINI");

    @Param({"CHAT", "RESPONSES", "MESSAGES", "GEMINI"})
    private Protocol client = Protocol.CHAT;
    @Param({"CHAT", "RESPONSES", "MESSAGES", "GEMINI"})
    private Protocol provider = Protocol.CHAT;

    private Call whole = call(Protocol.CHAT, false);
    private Call streamed = whole;
    private byte[] answer = {};
    private byte[] events = {};

    @Setup
    public void prepare() {
        whole = call(client, false);
        streamed = call(client, true);
        answer = answer(provider);
        events = events(provider);
    }

    /// Carries the request over and the answer back.
    @Benchmark
    public Object exchange() {
        var way = way(whole);
        var sent = way.translation().map(Translation::body)
                .orElseGet(() -> Edits.apply(whole.ask(), "upstream-model", "max_tokens", false));
        var told = Reply.read(answer, 0, answer.length).orElseThrow();
        var passed = new Whole(whole.ask(), way, Quirks.NONE, answer, told).passed(Head.EMPTY);
        return List.of(sent, passed);
    }

    /// A stream whose events come one by one.
    @Benchmark
    public int stream() {
        var reader = new StreamReader(streamed.ask(), way(streamed), Quirks.NONE, false);
        int written = 0;
        int from = 0;
        for (int to = next(from); to > 0; to = next(from)) {
            reader.feed(events, from, to);
            written += reader.length();
            reader.written();
            from = to;
        }
        reader.end();
        return written + reader.tail().length;
    }

    /// Behind the empty line that ends the next event, with either line end; -1 at the end.
    private int next(int from) {
        for (int i = from; i + 1 < events.length; i++) {
            if (events[i] == '\n' && (events[i + 1] == '\n' || (i + 2 < events.length && events[i + 2] == '\n'))) {
                return events[i + 1] == '\n' ? i + 2 : i + 3;
            }
        }
        return -1;
    }

    private Way way(Call call) {
        var at = endpoint(provider);
        return new Way(at, provider, client == provider
                ? Optional.empty()
                : Optional.of(Translation.of(call, at, new Translation.Stamp(1, "1"), false)), Optional.empty());
    }

    private static Endpoint endpoint(Protocol protocol) {
        return switch (protocol) {
            case CHAT -> Endpoint.CHAT;
            case RESPONSES -> Endpoint.RESPONSES;
            case MESSAGES -> Endpoint.MESSAGES;
            case GEMINI -> Endpoint.GENERATE;
            case CONVERSE -> Endpoint.CONVERSE;
            case OLLAMA -> Endpoint.OLLAMA_CHAT;
        };
    }

    private static Call call(Protocol client, boolean stream) {
        var body = Json.text(Forms.of(client).ask(prompt(stream), new ProviderForm.Model("m", 500, false),
                new ArrayList<>()));
        var called = client == Protocol.GEMINI
                ? Called.of("/v1beta/models/m:" + (stream ? "streamGenerateContent" : "generateContent")).orElseThrow()
                : Called.plain(endpoint(client));
        Ask ask = Calls.ask(called, body);
        return Calls.call(ask, "http://127.0.0.1:1/v1");
    }

    private static Prompt prompt(boolean stream) {
        var json =
                """
                        {"model":"m","messages":[{"role":"system","content":"%s"},{"role":"user","content":"%s"}],"tools":[{"type":
                        "function","function":{"name":"weather","description":"The weather of a city, now or on a day to come.",
                        "parameters":{"type":"object","properties":{"city":{"type":"string","description":"Its name."},"day":{"type":
                        "string"}},"required":["city"]}}}],"max_tokens":500,"temperature":0.5%s}"""
                        .formatted(
                                "You answer in one short sentence. ".repeat(6), "What is the weather? ".repeat(10),
                                stream ? ",\"stream\":true" : "");
        return Forms.of(Protocol.CHAT).prompt(Json.read(json).orElseThrow());
    }

    private static final Usage USAGE = Usage.of(300, 120, UsageSource.REPORTED);

    private static byte[] answer(Protocol provider) {
        var parts = List.<Part>of(Part.Text.of("It is mild and cloudy there, with some rain later on. ".repeat(10)),
                new Part.Call("call_1", "weather", "{\"city\":\"Oslo\",\"day\":\"tomorrow\"}", false,
                        Optional.empty()));
        var answer = new Answer("id_1", "m", parts, Finish.CALLS, Optional.empty(), Json.object());
        return Json.bytes(Forms.of(provider).reply(answer, USAGE, prompt(false), 1));
    }

    private static byte[] events(Protocol provider) {
        var out = new EventOut();
        var writer = Forms.of(provider).writer(prompt(true), 1);
        writer.write(new Piece.Opened("id_1", "m"), USAGE, out);
        for (int i = 0; i < EVENTS; i++) {
            writer.write(new Piece.Text(0, "some words "), USAGE, out);
        }
        writer.end(Finish.STOP, Optional.empty(), USAGE, out);
        return out.copy();
    }

    /// Runs all pairs and prints, by the quickest of the iterations since others work on the machine too, what each adds
    /// to the pass-through of its client.
    public static void run(PrintStream out) throws RunnerException {
        var results = new ArrayList<>(new Runner(new OptionsBuilder().include(ConversionBench.class.getName())
                .build()).run());
        for (var what : List.of("exchange", "stream")) {
            int parts = what.equals("stream") ? EVENTS : 1;
            out.printf(Locale.ROOT, "%n%s, microseconds %s; behind it what converting adds to the same client's bytes"
                    + " that pass%n", what, parts == 1 ? "each" : "an event");
            for (var client : PROTOCOLS) {
                double passing = micros(results, what, client, client, parts);
                var line = new StringBuilder(String.format(Locale.ROOT, "  %-10s passes %6.2f", client, passing));
                for (var provider : PROTOCOLS) {
                    if (!provider.equals(client)) {
                        double taken = micros(results, what, client, provider, parts);
                        line.append(String.format(Locale.ROOT, "   on %-9s %6.2f (%+.2f)", provider, taken,
                                taken - passing));
                    }
                }
                out.println(line);
            }
        }
    }

    private static double micros(List<RunResult> results, String what, String client, String provider, int parts) {
        return results.stream().filter(each -> each.getParams().getBenchmark().endsWith("." + what)
                && each.getParams().getParam("client").equals(client)
                && each.getParams().getParam("provider").equals(provider))
                .mapToDouble(each -> each.getPrimaryResult().getStatistics().getMin()).findFirst().orElseThrow() / 1_000
                / parts;
    }
}
