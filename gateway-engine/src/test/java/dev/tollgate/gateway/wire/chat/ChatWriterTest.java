package dev.tollgate.gateway.wire.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Tool;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

/// What a client of chat completions is answered, checked by the official SDK.
class ChatWriterTest {
    private static final Usage USAGE = Usage.of(100, 30, UsageSource.REPORTED).with(Unit.CACHE_READ, 40)
            .with(Unit.CACHE_WRITE_5M, 5).with(Unit.CACHE_WRITE_1H, 2).with(Unit.REASONING, 20);
    private static final Seal SEAL = new Seal(Protocol.MESSAGES, "", "sig");

    private static Prompt asked(boolean usage, Tool... tools) {
        return new Prompt("asked", true, usage, List.of(), List.of(tools), new Prompt.Choice.Auto(),
                new Prompt.Format.Free(), Prompt.Effort.UNSAID, Map.of(), List.of());
    }

    private static EventOut stream(Prompt asked, Finish finish, Piece... pieces) {
        var out = new EventOut();
        var writer = new ChatForm().writer(asked, 5);
        for (var piece : pieces) {
            writer.write(piece, Usage.NONE, out);
        }
        writer.end(finish, Optional.empty(), USAGE, out);
        return out;
    }

    private static String text(EventOut out) {
        return new String(out.copy(), StandardCharsets.UTF_8).replace('"', '\'');
    }

    private static String deltas(EventOut out) {
        return Sdk.chunks(out).stream().map(chunk -> chunk.path("choices").path(0).path("delta").toString())
                .collect(Collectors.joining()).replace('"', '\'');
    }

    @Test
    void aStreamBeginsWithTheRoleAndEndsWithFinishUsageAndDone() {
        var out = stream(asked(true), Finish.STOP, new Piece.Opened("msg_1", "claude"), new Piece.Text(0, "A"),
                new Piece.Closed(0));
        var head = "data: {'id':'chatcmpl-msg_1','object':'chat.completion.chunk','created':5,'model':'claude',"
                + "'choices':[";
        assertEquals(head + "{'index':0,'delta':{'role':'assistant','content':''},'logprobs':null,"
                + "'finish_reason':null}]}\n\n"
                + head + "{'index':0,'delta':{'content':'A'},'logprobs':null,'finish_reason':null}]}\n\n"
                + head + "{'index':0,'delta':{},'logprobs':null,'finish_reason':'stop'}]}\n\n"
                + head + "],'usage':{'prompt_tokens':100,'completion_tokens':30,'total_tokens':130,"
                + "'prompt_tokens_details':{'cached_tokens':40,'cache_write_tokens':7,'audio_tokens':0},"
                + "'completion_tokens_details':{'reasoning_tokens':20,'audio_tokens':0,"
                + "'accepted_prediction_tokens':0,'rejected_prediction_tokens':0}}}\n\ndata: [DONE]\n\n", text(out));
        var details = Sdk.accumulated(out).usage().orElseThrow().promptTokensDetails().orElseThrow();
        assertEquals(40, details.cachedTokens().orElseThrow());
    }

    @Test
    void usageComesOnlyWhereItWasAskedFor() {
        assertFalse(text(stream(asked(false), Finish.STOP)).contains("usage"));
    }

    @Test
    void callsHaveRisingIndexesAndMayGrowSideBySide() {
        var out = stream(asked(false), Finish.CALLS, new Piece.Opened("x", "m"),
                new Piece.Called(3, "a", "f", false), new Piece.Arguments(3, "{"),
                new Piece.Called(4, "", "g", false), new Piece.Called(3, "again", "f", false),
                new Piece.Arguments(3, "}"), new Piece.Closed(3), new Piece.Closed(9));
        assertEquals("{'role':'assistant','content':''}"
                + "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}]}"
                + "{'tool_calls':[{'index':0,'function':{'arguments':'{'}}]}"
                + "{'tool_calls':[{'index':1,'id':'call_1_chatcmpl-x','type':'function','function':{'name':'g',"
                + "'arguments':''}}]}"
                + "{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}"
                + "{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]}{}", deltas(out));
        var message = Sdk.accumulated(out).choices().getFirst().message();
        assertEquals(List.of("{}", "{}"), message.toolCalls().orElseThrow().stream()
                .map(call -> call.asFunction().function().arguments()).toList());
    }

    @Test
    void aStreamWithoutABeginningGetsOne() {
        var out = stream(asked(false), Finish.LENGTH, new Piece.Text(0, "A"), new Piece.Opened("late", "late"));
        var first = Sdk.chunks(out).getFirst();
        assertEquals("chatcmpl-5", first.path("id").asString());
        assertEquals("asked", first.path("model").asString());
        assertEquals("A", Sdk.accumulated(out).choices().getFirst().message().content().orElseThrow());
        assertEquals("length", Sdk.accumulated(out).choices().getFirst().finishReason().asString());
    }

    @Test
    void sealsOfOthersTravelInTheReasoningDetailsAndOnTheCall() {
        var out = stream(asked(false), Finish.CALLS, new Piece.Opened("x", "m"), new Piece.Thought(0, "T", false),
                new Piece.Thought(0, "U", false), new Piece.Sealed(0, SEAL), new Piece.Thought(1, "", true),
                new Piece.Sealed(1, SEAL), new Piece.Called(2, "a", "f", false),
                new Piece.Sealed(2, new Seal(Protocol.GEMINI, "", "g")));
        assertEquals("{'role':'assistant','content':''}{'reasoning_content':'T'}{'reasoning_content':'U'}"
                + "{'reasoning_details':[{'type':'reasoning.text','text':'TU','signature':'tollgate.messages..sig',"
                + "'format':'unknown','index':0}]}"
                + "{'reasoning_details':[{'type':'reasoning.encrypted','data':'tollgate.messages..sig',"
                + "'format':'unknown','index':1}]}"
                + "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}]}"
                + "{'tool_calls':[{'index':0,'function':{'arguments':''},'extra_content':{'google':"
                + "{'thought_signature':'g'}}}]}{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}{}",
                deltas(out));
        Sdk.accumulated(out);
    }

    @Test
    void aWholeAnswersSealsComeBackWithTheNextPrompt() {
        var parts = List.<Part>of(new Part.Thought("T", Optional.of(SEAL), false),
                new Part.Thought("", Optional.of(new Seal(Protocol.RESPONSES, "rs_1", "e")), true),
                Part.Text.of("A"),
                new Part.Call("a", "f", "{}", false, Optional.of(new Seal(Protocol.GEMINI, "", "g"))));
        var reply = new ChatForm().reply(answer(parts, Finish.CALLS), USAGE, asked(false), 5);
        Sdk.completion(reply);
        var body = Json.object().put("model", "m");
        body.putArray("messages").add(reply.path("choices").path(0).path("message"));
        assertEquals(parts, new ChatForm().prompt(body).turns().getFirst().parts());
    }

    @Test
    void whatTheReaderMadeOfOurStreamIsWhatWasWritten() {
        var out = stream(asked(true), Finish.STOP, new Piece.Opened("x", "m"), new Piece.Thought(0, "T", false),
                new Piece.Sealed(0, SEAL), new Piece.Closed(0), new Piece.Text(1, "A"), new Piece.Closed(1));
        var reader = new ChatForm().reader();
        var pieces = new ArrayList<Piece>();
        Sdk.chunks(out).forEach(chunk -> reader.read("", chunk, pieces::add));
        assertEquals(List.of("Opened", "Thought", "Sealed", "Closed", "Text", "Closed", "Finished", "Counted"),
                pieces.stream().map(piece -> piece.getClass().getSimpleName()).toList());
    }

    private static Answer answer(List<Part> parts, Finish finish) {
        return new Answer("msg_1", "claude", parts, finish, Optional.empty(), MissingNode.getInstance());
    }

    @Test
    void anEmptyAnswerCutByItsCapIsAnAnswer() {
        var read = Sdk.completion(new ChatForm().reply(answer(List.of(), Finish.LENGTH), USAGE, asked(false), 5));
        assertEquals("", read.choices().getFirst().message().content().orElseThrow());
        assertEquals("length", read.choices().getFirst().finishReason().asString());
        assertEquals("chatcmpl-msg_1", read.id());
        assertEquals(20, read.usage().orElseThrow().completionTokensDetails().orElseThrow().reasoningTokens()
                .orElseThrow());
    }

    @Test
    void aRefusalAndAPictureHaveTheirFields() {
        var image = new Part.Media(Part.Kind.IMAGE, new Part.Source.Data("aGk="), "image/png", Optional.empty(),
                Optional.empty(), Optional.empty());
        var reply = new ChatForm().reply(answer(List.of(new Part.Refusal("no"), image), Finish.FILTER), USAGE,
                asked(false), 5);
        var message = Sdk.completion(reply).choices().getFirst().message();
        assertEquals("no", message.refusal().orElseThrow());
        assertTrue(message.content().isEmpty());
        assertEquals("data:image/png;base64,aGk=", reply.path("choices").path(0).path("message").path("images").path(0)
                .path("image_url").path("url").asString());
        var out = stream(asked(false), Finish.FILTER, new Piece.Refusal(0, "no"), new Piece.Shown(1, image));
        assertEquals("no", Sdk.accumulated(out).choices().getFirst().message().refusal().orElseThrow());
    }

    @Test
    void aToolThatTakesAnyTextIsCalledWithTextHoweverTheModelCalledIt() {
        var tool = new Tool("patch", Optional.empty(), Json.object(), Optional.empty(), true, Optional.empty());
        var call = new Part.Call("a", "patch", "{\"input\":\"x y\"}", false, Optional.empty());
        var reply = new ChatForm().reply(answer(List.of(call), Finish.CALLS), USAGE, asked(false, tool), 5);
        var read = Sdk.completion(reply).choices().getFirst().message().toolCalls().orElseThrow().getFirst();
        assertEquals("x y", read.asCustom().custom().input());
        var out = stream(asked(false, tool), Finish.CALLS, new Piece.Called(0, "a", "patch", false),
                new Piece.Arguments(0, "{\"input\":"), new Piece.Arguments(0, "\"x y\"}"), new Piece.Closed(0));
        assertTrue(deltas(out).endsWith("{'tool_calls':[{'index':0,'id':'a','type':'custom','custom':{'name':'patch',"
                + "'input':''}}]}{'tool_calls':[{'index':0,'custom':{'input':'x y'}}]}{}"), deltas(out));
    }

    @Test
    void aFailureInTheMidstHasNoEndMarker() {
        var out = new EventOut();
        new ChatForm().writer(asked(true), 5).fail("api_error", "stream_cut", "It broke.", USAGE, out);
        assertEquals("data: {'error':{'message':'It broke.','type':'api_error','param':null,'code':'stream_cut'}}\n\n",
                text(out));
    }
}
