package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Schemas;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.Spoken;
import dev.tollgate.gateway.testing.Streamed;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Piece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// A provider dies in the midst of an answer: the client gets one whole stream all the same, or an honest end.
@Timeout(60)
class RescueEndToEndTest {
    private static final List<String> WORDS = List.of("The ", "quick ", "brown ", "fox ", "jumps", " over", " it.");
    private static final List<String> BEGUN = WORDS.subList(0, 3);
    private static final String TEXT = String.join("", WORDS);

    @TempDir
    Path folder;
    private ScriptedUpstream one;
    private ScriptedUpstream two;

    @BeforeEach
    void open() {
        one = ScriptedUpstream.start();
        two = ScriptedUpstream.start();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private TestGateway gateway(Spoken first, Spoken second, String policy) {
        return TestGateway.open(folder, """
                providers:
                  one: { base_url: "%s", dialect: %s%s }
                  two: { base_url: "%s", dialect: %s%s }
                routes:
                  smart:
                    retries: { attempts: 0 }
                    timeouts: { idle: 300ms }
                    %s
                    targets:
                      - { provider: one, model: m }
                      - { provider: two, model: m%s }
                """.formatted(first.baseUrl(one), first.dialect(), only(first), second.baseUrl(two), second.dialect(),
                only(second), policy, policy.contains("rerun") || policy.contains("error") ? "" : ", prefill: true"));
    }

    private static String only(Spoken spoken) {
        return switch (spoken) {
            case CHAT -> ", endpoints: [chat]";
            case RESPONSES -> ", endpoints: [responses]";
            case MESSAGES, GEMINI -> "";
        };
    }

    /// How a provider goes silent for good.
    enum Death {
        FIN(Fault.STREAM_CUT),
        RESET(Fault.STREAM_CUT),
        ENDED(Fault.STREAM_CUT),
        STALL(Fault.TIMEOUT_IDLE),
        ERROR(Fault.OVERLOADED),
        GARBAGE(Fault.MALFORMED);

        private final Fault fault;

        Death(Fault fault) {
            this.fault = fault;
        }

        Script of(Script begun, Spoken spoken) {
            return switch (this) {
                case FIN -> begun.cut();
                case RESET -> begun.reset();
                case ENDED -> begun.end();
                case STALL -> begun.stall();
                case ERROR -> begun.chunk(spoken.error()).end();
                case GARBAGE -> begun.event("{\"half\":").end();
            };
        }
    }

    private record Told(Spoken client, Streamed streamed) {
        private List<JsonNode> events() {
            return Schemas.events(streamed.text());
        }

        List<Piece> pieces() {
            var reader = Forms.provider(switch (client) {
                case CHAT -> Protocol.CHAT;
                case RESPONSES -> Protocol.RESPONSES;
                case MESSAGES -> Protocol.MESSAGES;
                case GEMINI -> Protocol.GEMINI;
            }).reader();
            var pieces = new ArrayList<Piece>();
            events().forEach(event -> reader.read(event.path("type").asString(""), event, pieces::add));
            return pieces;
        }

        String text() {
            var text = new StringBuilder();
            pieces().forEach(piece -> text.append(piece instanceof Piece.Text(var _, var more) ? more : ""));
            return text.toString();
        }

        /// One stream, as if nothing had happened: one id, one beginning, one end, rising numbers.
        void isOne() {
            assertEquals(200, streamed.status());
            assertTrue(streamed.whole());
            assertEquals(TEXT, text(), streamed.text());
            assertEquals(1, pieces().stream().filter(Piece.Finished.class::isInstance).count(), streamed.text());
            switch (client) {
                case CHAT -> isOneOfChunks();
                case RESPONSES -> isOneResponse();
                case MESSAGES -> isOneMessage();
                case GEMINI -> assertEquals(1, distinct("responseId"));
            }
        }

        private long distinct(String field) {
            return events().stream().map(event -> event.path(field).asString("")).distinct().count();
        }

        private void isOneOfChunks() {
            assertEquals(1, distinct("id"));
            assertEquals(1, distinct("model"));
            assertEquals(1, events().stream().map(event -> event.path("created")).distinct().count());
            assertEquals(1, events().stream().filter(event -> event.path("choices").path(0).path("delta").has("role"))
                    .count());
            assertEquals(1, events().stream().filter(event -> event.path("usage").isObject()).count());
            assertTrue(streamed.text().endsWith("data: [DONE]\n\n"));
        }

        private void isOneResponse() {
            var numbers = events().stream().map(event -> event.path("sequence_number").asInt()).toList();
            assertEquals(Stream.iterate(0, n -> n + 1).limit(numbers.size()).toList(), numbers);
            var ids = new HashSet<String>();
            events().forEach(event -> {
                if (event.has("item_id")) {
                    ids.add(event.path("item_id").asString());
                } else if (event.has("item")) {
                    ids.add(event.path("item").path("id").asString());
                }
            });
            var whole = events().getLast().path("response");
            ids.add(whole.path("output").path(0).path("id").asString());
            assertEquals(1, ids.size(), ids::toString);
            assertEquals(1, events().stream().filter(event -> event.has("response"))
                    .map(event -> event.path("response").path("id").asString()).distinct().count());
            assertEquals(TEXT, whole.path("output").path(0).path("content").path(0).path("text").asString());
        }

        private void isOneMessage() {
            var types = events().stream().map(event -> event.path("type").asString()).distinct().toList();
            assertEquals(List.of("message_start", "content_block_start", "content_block_delta", "content_block_stop",
                    "message_delta", "message_stop"), types);
            assertEquals(1, streamed.text().split("content_block_start").length / 2);
            assertTrue(events().stream().filter(event -> event.has("index"))
                    .allMatch(event -> event.path("index").asInt() == 0));
        }
    }

    private Told told(TestGateway gateway, Spoken client) {
        return new Told(client, gateway.stream(client.door(), client.ask()));
    }

    private static List<Optional<Fault>> faults(Entry entry) {
        return entry.attempts().stream().map(attempt -> attempt.fault()).toList();
    }

    static Stream<List<Spoken>> crossings() {
        return Arrays.stream(Spoken.values()).flatMap(client -> Arrays.stream(Spoken.values())
                .flatMap(first -> Arrays.stream(Spoken.values()).map(second -> List.of(client, first, second))));
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void anotherTargetAnswersAnewAndTheClientSeesOneStream(List<Spoken> three) {
        var client = three.getFirst();
        one.always(three.get(1).path(), three.get(1).said(1, BEGUN).cut());
        two.always(three.get(2).path(), three.get(2).whole(2, WORDS));
        try (var gateway = gateway(three.get(1), three.get(2), "rescue: rerun")) {
            told(gateway, client).isOne();
            var entry = gateway.entry(1);
            assertEquals(Outcome.SUCCESS, entry.result().outcome());
            assertTrue(entry.rescued());
            assertEquals(List.of(Optional.of(Fault.STREAM_CUT), Optional.empty()), faults(entry));
            assertEquals(9, entry.attempts().getLast().usage().get(Unit.INPUT));
            assertEquals(7, entry.attempts().getLast().usage().get(Unit.OUTPUT));
            assertTrue(entry.decision().getLast().reason()
                    .contains("answered anew: the 16 characters that the client had were the same"),
                    entry.decision()::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void anotherTargetGoesOnFromWhereItBroke(List<Spoken> three) {
        var client = three.getFirst();
        one.always(three.get(1).path(), three.get(1).said(1, BEGUN).cut());
        two.always(three.get(2).path(), three.get(2).whole(2, List.of(" fox ", "jumps", " over", " it.")));
        try (var gateway = gateway(three.get(1), three.get(2), "rescue: continue")) {
            told(gateway, client).isOne();
            assertTrue(gateway.entry(1).rescued());
            var asked = two.requests().getFirst().text();
            assertTrue(asked.contains("The quick brown\""), asked);
        }
    }

    @ParameterizedTest
    @EnumSource(Death.class)
    void howeverItDies(Death death) {
        for (var spoken : Spoken.values()) {
            one.always(spoken.path(), death.of(spoken.said(1, BEGUN), spoken));
            two.always(spoken.path(), spoken.whole(2, WORDS));
            try (var gateway = gateway(spoken, spoken, "rescue: rerun")) {
                int before = gateway.entries().size();
                told(gateway, spoken).isOne();
                var faults = faults(gateway.entry(before + 1));
                assertEquals(2, faults.size());
                assertTrue(faults.getFirst().equals(Optional.of(death.fault))
                        || (death == Death.ERROR && faults.getFirst().equals(Optional.of(Fault.STREAM_ERROR))),
                        spoken + " " + faults);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void anAnswerThatDiffersIsNotSplicedIn(Spoken spoken) {
        one.always(spoken.path(), spoken.said(1, BEGUN).cut());
        two.always(spoken.path(), spoken.whole(2, List.of("The ", "quick ", "red ", "fox ", "jumps", " over", " it.")));
        try (var gateway = gateway(spoken, spoken, "rescue: rerun")) {
            var told = told(gateway, spoken);
            assertFalse(told.streamed().whole());
            assertFalse(told.streamed().text().contains("red"), told.streamed().text());
            assertFalse(told.streamed().text().contains("fox"), told.streamed().text());
            assertTrue(told.streamed().text().contains("before it was complete"), told.streamed().text());
            var entry = gateway.entry(1);
            assertEquals(Outcome.FAILED, entry.result().outcome());
            assertFalse(entry.rescued());
            assertEquals(List.of(Optional.of(Fault.STREAM_CUT), Optional.of(Fault.CUT)), faults(entry));
            assertTrue(entry.attempts().getLast().cost().picos() >= 0);
        }
    }

    @Test
    void aShorterAnswerThatEndsInTheMidstOfTheSeamDiffersToo() {
        one.always(Spoken.CHAT.path(), Spoken.CHAT.said(1, BEGUN).cut());
        two.always(Spoken.CHAT.path(), Spoken.CHAT.whole(2, List.of("The ", "quick ")));
        try (var gateway = gateway(Spoken.CHAT, Spoken.CHAT, "rescue: rerun")) {
            assertFalse(told(gateway, Spoken.CHAT).streamed().whole());
            assertEquals(List.of(Optional.of(Fault.STREAM_CUT), Optional.of(Fault.CUT)), faults(gateway.entry(1)));
        }
    }

    @Test
    void anAnswerThatEndsAtTheSeamIsWhole() {
        one.always(Spoken.CHAT.path(), Spoken.CHAT.said(1, WORDS).cut());
        two.always(Spoken.CHAT.path(), Spoken.CHAT.whole(2, WORDS));
        try (var gateway = gateway(Spoken.CHAT, Spoken.CHAT, "rescue: rerun")) {
            told(gateway, Spoken.CHAT).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void withoutARescueItEndsWithAnError(Spoken spoken) {
        one.always(spoken.path(), spoken.said(1, BEGUN).cut());
        two.always(spoken.path(), spoken.whole(2, WORDS));
        try (var gateway = gateway(spoken, spoken, "rescue: error")) {
            var told = told(gateway, spoken);
            assertFalse(told.streamed().whole());
            assertEquals(List.of(Optional.of(Fault.STREAM_CUT)), faults(gateway.entry(1)));
            assertEquals(List.of(), two.requests());
        }
    }

    @Test
    void aToolCallThatHasBegunIsNeverFinishedByAnother() {
        var call = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"get\",\"arguments\":\"{\\\"a\\\":\"}}]},\"finish_reason\":null}]}\n\n";
        one.always(Spoken.CHAT.path(), Spoken.CHAT.said(1, BEGUN).chunk(call).cut());
        two.always(Spoken.CHAT.path(), Spoken.CHAT.whole(2, WORDS));
        try (var gateway = gateway(Spoken.CHAT, Spoken.CHAT, "rescue: rerun")) {
            var told = told(gateway, Spoken.CHAT);
            assertFalse(told.streamed().whole());
            assertTrue(told.streamed().text().contains("Nobody could go on with it, since a tool call had begun."),
                    told.streamed().text());
            assertEquals(List.of(), two.requests());
        }
    }

    @Test
    void oneThatDiesAsWellIsTheEnd() {
        one.always(Spoken.CHAT.path(), Spoken.CHAT.said(1, BEGUN).cut());
        two.always(Spoken.CHAT.path(), Spoken.CHAT.said(2, WORDS.subList(0, 5)).cut());
        try (var gateway = gateway(Spoken.CHAT, Spoken.CHAT, "rescue: rerun")) {
            var told = told(gateway, Spoken.CHAT);
            assertFalse(told.streamed().whole());
            assertEquals(String.join("", WORDS.subList(0, 5)), told.text());
            assertEquals(Outcome.FAILED, gateway.entry(1).result().outcome());
        }
    }

    @Test
    void oneThatCannotBeReachedGivesItToTheNext() {
        var three = ScriptedUpstream.start();
        try (three; var gateway = TestGateway.open(folder, """
                providers:
                  one: { base_url: "%s" }
                  two: { base_url: "%s" }
                  three: { base_url: "%s" }
                routes:
                  smart:
                    retries: { attempts: 0 }
                    rescue: rerun
                    targets: [{ provider: one, model: m }, { provider: two, model: m }, { provider: three, model: m }]
                """.formatted(one.baseUrl(), two.baseUrl(), three.baseUrl()))) {
            one.always(Spoken.CHAT.path(), Spoken.CHAT.said(1, BEGUN).cut());
            two.always(Spoken.CHAT.path(), Script.json(500, "{\"error\":{\"message\":\"no\"}}"));
            three.always(Spoken.CHAT.path(), Spoken.CHAT.whole(3, WORDS));
            told(gateway, Spoken.CHAT).isOne();
            assertEquals(3, gateway.entry(1).attempts().size());
        }
    }
}
