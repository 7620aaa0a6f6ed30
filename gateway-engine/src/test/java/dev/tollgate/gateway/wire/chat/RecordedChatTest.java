package dev.tollgate.gateway.wire.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.openai.models.chat.completions.ChatCompletion;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What real providers of chat completions sent and were sent, through the neutral form and back.
class RecordedChatTest {
    private static final Usage USAGE = Usage.of(7, 3, UsageSource.REPORTED);
    private static final ProviderForm.Model MODEL = new ProviderForm.Model("m", 0, true);
    private static final Prompt ASKED = new Prompt("m", true, true, List.of(), List.of(), new Prompt.Choice.Auto(),
            new Prompt.Format.Free(), Prompt.Effort.UNSAID, Map.of(), List.of());
    private final ChatForm form = new ChatForm();

    static Stream<Exchanges> whole() {
        return Exchanges.answered().filter(exchange -> !exchange.stream());
    }

    static Stream<Exchanges> streams() {
        return Exchanges.answered().filter(Exchanges::stream);
    }

    /// Those that ask for nothing we refuse.
    static Stream<Exchanges> asked() {
        return Exchanges.answered().filter(exchange -> exchange.request().filter(body -> !refused(body)).isPresent());
    }

    private static boolean refused(JsonNode body) {
        return body.path("tools").values().stream().anyMatch(tool -> tool.path("type").asString("").contains(":"))
                || body.has("web_search_options") || body.path("n").asInt(1) > 1
                || body.toString().contains("\"document_url\"");
    }

    @Test
    void recordingsAreThere() {
        assumeFalse(Exchanges.all().isEmpty(), Exchanges.ABSENT);
        assertTrue(whole().count() > 120 && streams().count() > 80 && asked().count() > 190,
                "fewer recordings than there were");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("whole")
    void aWholeAnswerIsReadWithItsTextCallsAndFinishAndWrittenForTheSdk(Exchanges exchange) {
        var body = exchange.answer();
        var answer = form.answer(body);
        var choice = body.path("choices").path(0);
        var message = choice.path("message");

        assertEquals(Words.text(body, "id"), answer.id());
        assertEquals(content(message.path("content")), texts(answer));
        assertEquals(rawCalls(message, answer.id()), calls(answer));
        assertEquals(body.path("usage").isObject(), !answer.usage().isMissingNode());
        var written = Sdk.completion(form.reply(answer, USAGE, ASKED, 1));
        check(answer, written);
        assertEquals(finish(Words.text(choice, "finish_reason"), answer), reason(written));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streams")
    void aStreamIsReadWithItsTextCallsAndFinishAndWrittenForTheSdk(Exchanges exchange) {
        var events = exchange.events();
        var pieces = pieces(events);
        assumeTrue(pieces.stream().anyMatch(Piece.Finished.class::isInstance), "has no end");

        assertEquals(1, pieces.stream().filter(Piece.Opened.class::isInstance).count());
        assertEquals(1, pieces.stream().filter(Piece.Finished.class::isInstance).count());
        assertTrue(slotsAreInOrder(pieces), "slots out of order");
        var out = new EventOut();
        var writer = form.writer(ASKED, 1);
        pieces.stream().filter(p -> !(p instanceof Piece.Counted) && !(p instanceof Piece.Finished))
                .forEach(piece -> writer.write(piece, USAGE, out));
        var end = pieces.stream().filter(Piece.Finished.class::isInstance).map(Piece.Finished.class::cast).toList();
        writer.end(end.getFirst().finish(), end.getFirst().stopSequence(), USAGE, out);

        var written = Sdk.accumulated(out);
        var message = written.choices().getFirst().message();
        assertEquals(streamed(events), message.content().orElse(""));
        assertEquals(finish(events, !streamedCalls(events).isEmpty()), reason(written));
        assertEquals(streamedCalls(events),
                message.toolCalls().orElse(List.of()).stream()
                        .map(call -> call.asFunction().id() + " " + call.asFunction().function().name() + " "
                                + call.asFunction().function().arguments())
                        .toList());
        assertEquals(reasoned(events), thought(Sdk.chunks(out)));
        assertEquals(10, written.usage().orElseThrow().totalTokens());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("asked")
    void aRequestKeepsItsRolesTextsToolsAndCalls(Exchanges exchange) {
        var body = exchange.request().orElseThrow();
        var prompt = form.prompt(body);
        var dropped = new ArrayList<String>();
        var written = form.ask(prompt, MODEL, dropped);

        assertEquals(said(body.path("messages")), said(written.path("messages")));
        assertEquals(tools(body), tools(written));
        for (var kept : List.of("temperature", "top_p", "seed", "parallel_tool_calls", "model")) {
            assertEquals(body.path(kept).isNull() ? "" : body.path(kept).toString(), written.path(kept).toString());
        }
        assertEquals(body.path("stream").asBoolean(false), written.path("stream").asBoolean(false));
        assertEquals(said(written.path("messages")),
                said(form.ask(form.prompt(written), MODEL, dropped).path("messages")));
    }

    @Test
    void hostedToolsSeveralChoicesAndFilesByUrlAreRefused() {
        assumeFalse(Exchanges.all().isEmpty(), Exchanges.ABSENT);
        var hosted = Exchanges.answered().flatMap(exchange -> exchange.request().stream())
                .filter(RecordedChatTest::refused).toList();
        assertFalse(hosted.isEmpty());
        hosted.forEach(body -> assertThrows(Untranslatable.class,
                () -> form.ask(form.prompt(body), MODEL, new ArrayList<>())));
    }

    private List<Piece> pieces(List<JsonNode> events) {
        var pieces = new ArrayList<Piece>();
        var reader = form.reader();
        events.forEach(event -> reader.read("", event, pieces::add));
        return pieces;
    }

    private static boolean slotsAreInOrder(List<Piece> pieces) {
        int next = 0;
        for (var piece : pieces) {
            int slot = switch (piece) {
                case Piece.Text(int at, _) -> at;
                case Piece.Thought(int at, _, _) -> at;
                case Piece.Called(int at, _, _, _) -> at;
                default -> -1;
            };
            if (slot > next) {
                return false;
            }
            next = Math.max(next, slot + 1);
        }
        return true;
    }

    private static void check(Answer answer, ChatCompletion written) {
        var message = written.choices().getFirst().message();
        assertEquals(texts(answer), message.content().orElse(""));
        assertEquals(calls(answer), message.toolCalls().orElse(List.of()).stream().map(call -> call.asFunction().id()
                + " " + call.asFunction().function().name() + " " + call.asFunction().function().arguments()).toList());
        assertEquals(10, written.usage().orElseThrow().totalTokens());
    }

    private static String reason(ChatCompletion written) {
        return written.choices().getFirst().finishReason().asString();
    }

    private static String finish(List<JsonNode> events, boolean called) {
        var said = events.stream().map(event -> Words.text(event.path("choices").path(0), "finish_reason"))
                .filter(reason -> !reason.isEmpty()).findFirst().orElseThrow();
        return called && said.equals("stop") ? "tool_calls" : said;
    }

    private static String finish(String said, Answer answer) {
        return said.equals("function_call") || (said.equals("stop") && !calls(answer).isEmpty()) ? "tool_calls" : said;
    }

    private static String texts(Answer answer) {
        return answer.parts().stream().map(part -> part instanceof Part.Text(var text, _) ? text : "")
                .collect(Collectors.joining());
    }

    private static List<String> calls(Answer answer) {
        return answer.parts().stream().filter(Part.Call.class::isInstance).map(Part.Call.class::cast)
                .map(call -> call.id() + " " + call.name() + " " + call.arguments()).toList();
    }

    private static List<String> rawCalls(JsonNode message, String id) {
        var found = new ArrayList<String>();
        for (var call : message.path("tool_calls").values()) {
            found.add(raw(call.path("id").asString(), call.path("function")));
        }
        if (!Words.text(message.path("function_call"), "name").isEmpty()) {
            found.add(raw("call_0_" + id, message.path("function_call")));
        }
        return found;
    }

    private static String raw(String id, JsonNode function) {
        return id + " " + function.path("name").asString() + " " + function.path("arguments").asString();
    }

    private static String content(JsonNode content) {
        return content.asString("") + content.values().stream().map(part -> part.path("text").asString(""))
                .collect(Collectors.joining());
    }

    private static List<JsonNode> deltas(List<JsonNode> events) {
        return events.stream().flatMap(event -> event.path("choices").values().stream())
                .filter(choice -> choice.path("index").asInt(0) == 0).map(choice -> choice.path("delta")).toList();
    }

    private static String streamed(List<JsonNode> events) {
        return deltas(events).stream().map(delta -> content(delta.path("content"))).collect(Collectors.joining());
    }

    private static String reasoned(List<JsonNode> events) {
        return deltas(events).stream().map(RecordedChatTest::reasoned).collect(Collectors.joining());
    }

    private static String reasoned(JsonNode delta) {
        var content = delta.path("content").values().stream().flatMap(part -> part.path("thinking").values().stream())
                .map(text -> text.path("text").asString("")).collect(Collectors.joining());
        var plain = Optional.of(Words.text(delta, "reasoning_content")).filter(text -> !text.isEmpty())
                .orElse(Words.text(delta, "reasoning"));
        return content + (plain.isEmpty()
                ? delta.path("reasoning_details").values().stream()
                        .map(entry -> Words.text(entry, "text")).collect(Collectors.joining())
                : plain);
    }

    private static String thought(List<JsonNode> chunks) {
        return deltas(chunks).stream().map(delta -> Words.text(delta, "reasoning_content"))
                .collect(Collectors.joining());
    }

    /// By index, as all recorded streams but one have it.
    private static List<String> streamedCalls(List<JsonNode> events) {
        var byIndex = new TreeMap<Integer, String>();
        for (var delta : deltas(events)) {
            for (var call : delta.path("tool_calls").values()) {
                var function = call.path("function");
                var begin = Words.text(call, "id").isEmpty()
                        ? ""
                        : Words.text(call, "id") + " " + Words.text(function, "name") + " ";
                byIndex.merge(call.path("index").asInt(0), begin + Words.text(function, "arguments"), String::concat);
            }
        }
        return List.copyOf(byIndex.values());
    }

    /// Role, text, call ids and arguments of all messages; empty messages left out.
    private static List<String> said(JsonNode messages) {
        var found = new ArrayList<String>();
        for (var message : messages.values()) {
            var role = message.path("role").asString().replace("developer", "system").replace("function", "tool");
            var calls = message.path("tool_calls").values().stream().map(call -> raw(call.path("id").asString(),
                    call.path("function"))).toList();
            var text = content(message.path("content"));
            if (role.equals("user") || !text.isEmpty() || !calls.isEmpty()) {
                found.add(role + " " + Words.text(message, "tool_call_id") + " "
                        + text.replace("\n", "") + " " + calls);
            }
        }
        return found;
    }

    private static List<String> tools(JsonNode body) {
        var all = new ArrayList<String>();
        for (var tool : body.path("tools").values()) {
            var function = tool.path("function");
            all.add(function.path("name") + " " + function.path("description") + " " + function.path("parameters")
                    + " " + function.path("strict"));
        }
        for (var function : body.path("functions").values()) {
            all.add(function.path("name") + " " + function.path("description") + " " + function.path("parameters")
                    + " ");
        }
        return all;
    }
}
