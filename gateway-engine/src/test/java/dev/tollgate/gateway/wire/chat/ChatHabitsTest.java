package dev.tollgate.gateway.wire.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Quirk;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Choice;
import dev.tollgate.gateway.wire.neutral.Prompt.Effort;
import dev.tollgate.gateway.wire.neutral.Prompt.Format;
import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import dev.tollgate.gateway.wire.neutral.Prompt.Tool;
import dev.tollgate.gateway.wire.neutral.Prompt.Turn;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/// What each quirk changes in what a provider is asked, and that nothing is left out unnamed.
class ChatHabitsTest {
    private static final Map<Setting, JsonNode> ALL = Map.of(Setting.MAX_OUTPUT, LongNode.valueOf(9),
            Setting.TEMPERATURE, DoubleNode.valueOf(0.2), Setting.TOP_P, DoubleNode.valueOf(1), Setting.SEED,
            LongNode.valueOf(7), Setting.PRESENCE_PENALTY, DoubleNode.valueOf(0.5), Setting.FREQUENCY_PENALTY,
            LongNode.valueOf(0), Setting.USER, StringNode.valueOf("u"), Setting.SERVICE_TIER,
            StringNode.valueOf("flex"), Setting.PARALLEL_CALLS, BooleanNode.FALSE, Setting.VERBOSITY,
            StringNode.valueOf("low"));
    private static final Tool TOOL =
            new Tool("f", Optional.empty(), Json.object(), Optional.empty(), false, Optional.empty());
    private static final Effort HIGH = new Effort(Optional.of(true), Optional.of("high"), OptionalLong.empty(),
            Optional.empty());
    private static final Effort BUDGET = new Effort(Optional.of(true), Optional.empty(), OptionalLong.of(2_000),
            Optional.empty());
    private static final Effort OFF = new Effort(Optional.of(false), Optional.empty(), OptionalLong.empty(),
            Optional.empty());

    private final List<String> dropped = new ArrayList<>();

    private JsonNode ask(Set<Quirk> quirks, Effort effort, List<Tool> tools, Turn... turns) {
        return new ChatForm().ask(new Prompt("m", true, false, List.of(turns), tools, new Choice.Auto(),
                new Format.Free(), effort, ALL, List.of()), new ProviderForm.Model("m", 0, quirks), dropped);
    }

    private JsonNode ask(Effort effort, Quirk... quirks) {
        return ask(Set.of(quirks), effort, List.of(TOOL), new Turn(Role.USER, List.of(Part.Text.of("Hi"))));
    }

    private String assistant(Set<Quirk> quirks, List<Tool> tools, Part... parts) {
        return ask(quirks, Effort.UNSAID, tools, new Turn(Role.ASSISTANT, List.of(parts))).path("messages").path(0)
                .toString().replace('"', '\'');
    }

    private static Part.Thought thought(String text, Optional<Seal> seal) {
        return new Part.Thought(text, seal, false);
    }

    private static Part.Call call() {
        return new Part.Call("a", "f", "{}", false, Optional.empty());
    }

    @Test
    void whoeverHasNoneIsAskedInFull() {
        var body = ask(HIGH);
        assertEquals(List.of(), dropped);
        assertEquals(16, body.size(), body::toString);
    }

    @ParameterizedTest
    @EnumSource
    void whatAProviderRefusesIsLeftOutAndNamed(Quirk quirk) {
        var body = ask(HIGH, quirk);
        quirk.refused().forEach(field -> assertEquals(false, body.has(field), field));
        var named = quirk.refused().stream().filter(field -> !field.equals("stream_options")).toList();
        if (quirk != Quirk.FIXED_SAMPLING) {
            assertEquals(named, dropped);
        }
    }

    @Test
    void theUsageOfAStreamIsNotDemandedWhereThatIsRefused() {
        assertEquals("{'include_usage':true}", ask(HIGH).path("stream_options").toString().replace('"', '\''));
        assertEquals(true, ask(HIGH, Quirk.NO_STREAM_OPTIONS).path("stream_options").isMissingNode());
    }

    @Test
    void aCapAndASeedAreCalledAsTheProviderCallsThem() {
        assertEquals(9, ask(HIGH).path("max_tokens").asInt());
        var body = ask(HIGH, Quirk.MAX_COMPLETION_TOKENS, Quirk.RANDOM_SEED);
        assertEquals(9, body.path("max_completion_tokens").asInt());
        assertEquals(7, body.path("random_seed").asInt());
        assertEquals(false, body.has("max_tokens") || body.has("seed"));
        assertEquals(List.of(), dropped);
    }

    /// What is the default anyway is left out without a word.
    @Test
    void aModelThatSamplesItsOwnWayIsNotToldHow() {
        var body = ask(HIGH, Quirk.FIXED_SAMPLING);
        assertEquals(false, body.has("temperature") || body.has("top_p") || body.has("presence_penalty")
                || body.has("frequency_penalty"));
        assertEquals(List.of("temperature", "presence_penalty"), dropped);
        var none = new Effort(Optional.empty(), Optional.of("none"), OptionalLong.empty(), Optional.empty());
        assertEquals(0.2, ask(none, Quirk.FIXED_SAMPLING).path("temperature").asDouble());
    }

    @Test
    void thinkingIsSwitchedByType() {
        assertEquals("{'type':'enabled'} high", thinking(HIGH, Quirk.THINKING_TYPE));
        assertEquals("{'type':'disabled'} ", thinking(OFF, Quirk.THINKING_TYPE));
        assertEquals(List.of(), dropped);
        assertEquals("{'type':'enabled'} ", thinking(HIGH, Quirk.THINKING_TYPE, Quirk.NO_REASONING_EFFORT));
        assertEquals(List.of("reasoning_effort"), dropped);
        assertEquals(" ", thinking(Effort.UNSAID, Quirk.THINKING_TYPE));
    }

    private String thinking(Effort effort, Quirk... quirks) {
        var body = ask(effort, quirks);
        return (body.has("thinking") ? body.path("thinking").toString() : "").replace('"', '\'') + " "
                + body.path("reasoning_effort").asString("");
    }

    @Test
    void thinkingIsSwitchedByAFlagAndMeasuredInTokens() {
        var on = ask(BUDGET, Quirk.ENABLE_THINKING, Quirk.NO_REASONING_EFFORT);
        assertEquals(true, on.path("enable_thinking").asBoolean());
        assertEquals(2_000, on.path("thinking_budget").asInt());
        assertEquals(24_576, ask(HIGH, Quirk.ENABLE_THINKING).path("thinking_budget").asInt());
        var off = ask(OFF, Quirk.ENABLE_THINKING);
        assertEquals(false, off.path("enable_thinking").asBoolean(true));
        assertEquals(false, off.has("thinking_budget") || off.has("reasoning_effort") || on.has("reasoning_effort"));
        assertEquals(List.of(), dropped);
        assertEquals(false, ask(Effort.UNSAID, Quirk.ENABLE_THINKING).has("enable_thinking"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"\"\", \"'reasoning_content':'T',\"",
            "REASONING_NEEDED, \"'reasoning_content':'T',\"",
            "REASONING_FIELD, \"'reasoning':'T',\"", "NO_REASONING_BACK, \"\""})
    void earlierReasoningGoesBackAsTheProviderTakesIt(String quirk, String written) {
        var quirks = quirk.isEmpty() ? Set.<Quirk>of() : EnumSet.of(Quirk.valueOf(quirk));
        assertEquals("{'role':'assistant','content':null," + written + "'tool_calls':[{'id':'a','type':'function',"
                + "'function':{'name':'f','arguments':'{}'}}]}",
                assistant(quirks, List.of(TOOL), thought("T", Optional.empty()), call()));
        assertEquals(quirks.contains(Quirk.NO_REASONING_BACK)
                ? List.of("reasoning in an assistant message")
                : List.of(), dropped);
    }

    /// Another family's thoughts are nobody else's; a blank stands for them where the field must be there.
    @Test
    void reasoningThatIsLostIsABlankWhereOneIsNeeded() {
        var needed = Set.of(Quirk.REASONING_NEEDED);
        var foreign = thought("T", Optional.of(new Seal(Protocol.MESSAGES, "", "sig")));
        assertEquals(true, assistant(needed, List.of(TOOL), foreign, call()).contains("'reasoning_content':' '"));
        assertEquals(false, assistant(Set.of(), List.of(TOOL), foreign, call()).contains("reasoning"));
        assertEquals("{'role':'assistant','content':'A','reasoning_content':' '}",
                assistant(needed, List.of(TOOL), Part.Text.of("A")));
        assertEquals("{'role':'assistant','content':'A'}", assistant(needed, List.of(), Part.Text.of("A")));
    }
}
