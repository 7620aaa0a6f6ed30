package dev.tollgate.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.wire.Head;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionTest {
    private static final String UUID = "0a1b2c3d-0a1b-4c3d-8e9f-0a1b2c3d4e5f";
    private final World world = new World();

    private Attribution who(KeyEntry key, Map<String, String> body, String... head) {
        return world.access.attribution(key, Head.of(head), body);
    }

    private Attribution head(String... head) {
        return who(World.key(), Map.of(), head);
    }

    private static KeyEntry key(Map<Dimension, String> defaults, Map<Dimension, String> fixed) {
        return KeyEntry.of("app", new Secret.Hashed("")).withAttribution(defaults, fixed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x-tollgate-customer|CUSTOMER", "X-Tollgate-Workspace|WORKSPACE",
            "x-tollgate-user|USER", "x-tollgate-agent|AGENT", "x-tollgate-thread|THREAD", "x-tollgate-feature|FEATURE",
            "x-tollgate-task|TASK", "x-tollgate-environment|ENVIRONMENT", "x-litellm-customer-id|CUSTOMER",
            "x-litellm-end-user-id|USER", "x-litellm-session-id|THREAD", "x-litellm-trace-id|THREAD",
            "x-litellm-agent-id|AGENT", "x-portkey-trace-id|THREAD", "Helicone-Property-Customer|CUSTOMER",
            "helicone-property-tenant|CUSTOMER", "helicone-user-id|USER", "helicone-session-id|THREAD",
            "helicone-session-name|AGENT", "helicone-property-workspace|WORKSPACE", "helicone-property-feature|FEATURE",
            "helicone-property-task|TASK", "helicone-property-environment|ENVIRONMENT",
            "helicone-session-path|FEATURE", "x-openrouter-title|AGENT", "x-title|AGENT", "http-referer|AGENT",
            "x-session-id|THREAD", "x-session-affinity|THREAD", "x-claude-code-session-id|THREAD",
            "session-id|THREAD", "session_id|THREAD", "thread-id|THREAD", "x-claude-code-agent-id|AGENT",
            "x-openai-subagent|AGENT", "originator|AGENT", "user-agent|AGENT"})
    void eachHeaderGivesItsDimension(String header, Dimension dimension) {
        var who = head(header, "value");
        assertEquals(Optional.of("value"), who.get(dimension));
        assertEquals(header.toLowerCase(java.util.Locale.ROOT), who.sources().get(dimension));
    }

    @ParameterizedTest
    @CsvSource({"user,USER", "safety_identifier,USER", "metadata.user_id,USER", "litellm_metadata.user,USER",
            "metadata.customer,CUSTOMER", "metadata.tenant,CUSTOMER", "session_id,THREAD", "metadata.session_id,THREAD",
            "conversation,THREAD", "prompt_cache_key,THREAD", "metadata.workspace,WORKSPACE",
            "metadata.feature,FEATURE", "metadata.task,TASK", "metadata.environment,ENVIRONMENT"})
    void eachBodyFieldGivesItsDimension(String field, Dimension dimension) {
        var who = who(World.key(), Map.of(field, "value"));
        assertEquals(Optional.of("value"), who.get(dimension));
        assertEquals("body " + field, who.sources().get(dimension));
        assertEquals(List.of(), who.tags());
    }

    @Test
    void portkeysMetadataIsReadFieldByField() {
        var who = head("x-portkey-metadata", """
                {"_organisation":"acme","_user":"dana","agent":"bot","_environment":"prod","feature":"search",
                 "beta":true,"n":3,"deep":{"a":1},"none":null}""");
        assertEquals("acme", who.values().get(Dimension.CUSTOMER));
        assertEquals("dana", who.values().get(Dimension.USER));
        assertEquals("bot", who.values().get(Dimension.AGENT));
        assertEquals("prod", who.values().get(Dimension.ENVIRONMENT));
        assertEquals("search", who.values().get(Dimension.FEATURE));
        assertEquals("x-portkey-metadata _user", who.sources().get(Dimension.USER));
        assertEquals(List.of("beta:true", "n:3"), who.tags());
    }

    @Test
    void litellmsMetadataGivesDimensionsAndNoTags() {
        var who = head("x-litellm-spend-logs-metadata", "{\"task\":\"t\",\"other\":\"x\"}");
        assertEquals("t", who.values().get(Dimension.TASK));
        assertEquals(List.of(), who.tags());
    }

    @Test
    void whatKnowsNoDimensionBecomesATag() {
        var who = who(World.key(), Map.of("metadata.tags", "b1,b2", "metadata.zone", "eu"), "x-tollgate-tags",
                " beta ,, x", "x-litellm-tags", "l", "helicone-property-Plan", "pro", "x-openrouter-categories", "c");
        assertEquals(List.of("beta", "x", "l", "b1", "b2", "plan:pro", "c", "zone:eu"), who.tags());
    }

    @Test
    void theOrderIsFixedThenOursThenAliasesThenBodyThenTheClientsOwnThenDefaults() {
        var body = Map.of("metadata.customer", "body");
        var defaults = key(Map.of(Dimension.CUSTOMER, "default"), Map.of());
        var fixed = key(Map.of(), Map.of(Dimension.CUSTOMER, "fixed"));
        var all = new String[] {"helicone-property-customer", "helicone", "x-portkey-metadata",
                "{\"customer\":\"portkey\"}", "x-litellm-customer-id", "litellm", "x-tollgate-customer", "ours"};
        assertEquals("fixed", customer(who(fixed, body, all)));
        assertEquals("fixed by key", who(fixed, body, all).sources().get(Dimension.CUSTOMER));
        var expected = List.of("ours", "litellm", "portkey", "helicone", "body", "default");
        for (int i = 0; i < expected.size(); i++) {
            var some = java.util.Arrays.copyOf(all, Math.max(0, all.length - 2 * i));
            assertEquals(expected.get(i), customer(who(defaults, i > 4 ? Map.of() : body, some)));
        }
        assertEquals("key default", who(defaults, Map.of()).sources().get(Dimension.CUSTOMER));
    }

    private static String customer(Attribution who) {
        return who.get(Dimension.CUSTOMER).orElse("");
    }

    @Test
    void aBlankValueGivesWayToTheNext() {
        assertEquals("b", customer(head("x-tollgate-customer", " ", "x-litellm-customer-id", "b")));
        assertEquals("second", customer(head("x-tollgate-customer", "", "x-tollgate-customer", "second")));
    }

    @Test
    void theKeyCannotBeChangedByAnything() {
        var who = who(key(Map.of(Dimension.KEY, "other"), Map.of(Dimension.KEY, "other")), Map.of(), "x-tollgate-key",
                "other");
        assertEquals("app", who.values().get(Dimension.KEY));
    }

    @Test
    void claudeCodesUserIdHoldsAThread() {
        var who = who(World.key(), Map.of("metadata.user_id", "user_abc_account_x_session_" + UUID));
        assertEquals(UUID, who.values().get(Dimension.THREAD));
        assertEquals("user_abc_account_x", who.values().get(Dimension.USER));
        var plain = who(World.key(), Map.of("metadata.user_id", "my_session_today"));
        assertEquals("my_session_today", plain.values().get(Dimension.USER));
        assertFalse(plain.values().containsKey(Dimension.THREAD));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"claude-cli/1.0.83 (external, cli)|claude-cli", "OpenAI/Python 1.54.0|OpenAI",
            "curl/8.5.0|curl", "plain|plain", "two words|two"})
    void theUserAgentsProductIsTheLastResortForAgent(String userAgent, String agent) {
        assertEquals(Optional.of(agent), head("user-agent", userAgent).get(Dimension.AGENT));
        assertEquals(Optional.of("t"), head("user-agent", userAgent, "x-title", "t").get(Dimension.AGENT));
    }

    @Test
    void valuesAreCutToLengthAndCleanedOfControls() {
        var who = head("x-tollgate-customer", "a\u0007b\u0085c" + "x".repeat(300), "x-tollgate-user", "Zoë 🙂");
        assertEquals("abc" + "x".repeat(253), who.values().get(Dimension.CUSTOMER));
        assertEquals("Zoë 🙂", who.values().get(Dimension.USER));
        assertEquals(255, Clean.text("x".repeat(255) + "🙂", 256).length());
        assertEquals("", Clean.text("\u0000\n", 256));
    }

    @Test
    void thirtyTwoTagsAreKeptTheBestOnes() {
        var many = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            many.append("t").append(i).append(',');
        }
        var who = head("x-litellm-tags", many.toString(), "x-tollgate-tags", "mine");
        assertEquals(32, who.tags().size());
        assertEquals("mine", who.tags().getFirst());
    }

    @Test
    void whatIsCutOrMalformedIsNotedAndNeverAnError() {
        var draft = new Attributing(World.key());
        Aliases.read(Head.of("x-portkey-metadata", "{", "x-litellm-spend-logs-metadata", "[1]", "x-tollgate-traffic",
                "soon", "x-tollgate-user", "u".repeat(300), "x-tollgate-tags", "a,".repeat(3) + "t,".repeat(2)
                        + "x1,x2,x3,x4,x5,x6,x7,x8,x9,y1,y2,y3,y4,y5,y6,y7,y8,y9,z1,z2,z3,z4,z5,z6,z7,z8,z9,w1,w2,w3,w4"),
                draft);
        assertEquals(5, draft.notes().size(), draft.notes().toString());
        assertTrue(draft.notes().getLast().startsWith("1 tags"), draft.notes().toString());
    }

    @Test
    void trafficIsOneOfThreeWords() {
        assertEquals(Traffic.BACKGROUND, head("x-tollgate-traffic", "Background").traffic());
        assertEquals(Traffic.NORMAL, head("x-tollgate-traffic", "soon").traffic());
        assertFalse(head("x-tollgate-traffic", "soon").values().containsKey(Dimension.TRAFFIC));
    }
}
