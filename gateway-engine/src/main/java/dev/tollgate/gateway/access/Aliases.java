package dev.tollgate.gateway.access;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.wire.Head;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The headers that say whom a call is for: our own and those of the gateways people move from (WIRE N). A table, read
/// in one pass over the head.
final class Aliases {
    private static final String HELICONE_PROPERTY = "helicone-property-";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Rule> RULES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /// What to do with one header's value.
    private interface Rule {
        void apply(Attributing draft, String value);
    }

    static {
        ours();
        liteLlm();
        portkey();
        helicone();
        openRouter();
        clientsOwn();
    }

    private Aliases() {}

    static void read(Head head, Attributing draft) {
        for (Head.Field field : head.fields()) {
            var rule = RULES.get(field.name());
            if (rule != null) {
                rule.apply(draft, field.value());
            } else if (startsWith(field.name(), HELICONE_PROPERTY)) {
                heliconeProperty(field.name().toLowerCase(Locale.ROOT), field.value(), draft);
            }
        }
    }

    private static void ours() {
        for (var dimension : new Dimension[] {Dimension.CUSTOMER, Dimension.WORKSPACE, Dimension.USER, Dimension.AGENT,
                Dimension.THREAD, Dimension.FEATURE, Dimension.TASK, Dimension.ENVIRONMENT, Dimension.TRAFFIC}) {
            value("x-tollgate-" + dimension.word(), dimension, Attributing.TOLLGATE);
        }
        tags("x-tollgate-tags", Attributing.TOLLGATE);
    }

    private static void liteLlm() {
        int rank = Attributing.LITELLM;
        value("x-litellm-customer-id", Dimension.CUSTOMER, rank);
        value("x-litellm-end-user-id", Dimension.USER, rank);
        value("x-litellm-session-id", Dimension.THREAD, rank);
        value("x-litellm-trace-id", Dimension.THREAD, rank + 1);
        value("x-litellm-agent-id", Dimension.AGENT, rank);
        tags("x-litellm-tags", rank);
        json("x-litellm-spend-logs-metadata", (draft, name, value) -> draft.metadata(name, value, rank,
                "x-litellm-spend-logs-metadata " + name, false));
    }

    private static void portkey() {
        value("x-portkey-trace-id", Dimension.THREAD, Attributing.PORTKEY);
        json("x-portkey-metadata", Aliases::portkeyField);
    }

    private static void portkeyField(Attributing draft, String name, String value) {
        int rank = Attributing.PORTKEY;
        var source = "x-portkey-metadata " + name;
        switch (name) {
            case "_organisation" -> draft.offer(Dimension.CUSTOMER, rank, source, value);
            case "customer" -> draft.offer(Dimension.CUSTOMER, rank + 1, source, value);
            case "_user" -> draft.offer(Dimension.USER, rank, source, value);
            case "agent" -> draft.offer(Dimension.AGENT, rank, source, value);
            case "_environment" -> draft.offer(Dimension.ENVIRONMENT, rank + 1, source, value);
            default -> draft.metadata(name, value, rank, source, true);
        }
    }

    private static void helicone() {
        int rank = Attributing.HELICONE;
        value("helicone-user-id", Dimension.USER, rank);
        value("helicone-session-id", Dimension.THREAD, rank);
        value("helicone-session-name", Dimension.AGENT, rank);
        value("helicone-session-path", Dimension.FEATURE, rank + 1);
    }

    private static void heliconeProperty(String header, String value, Attributing draft) {
        int rank = Attributing.HELICONE;
        var name = header.substring(HELICONE_PROPERTY.length());
        switch (name) {
            case "customer" -> draft.offer(Dimension.CUSTOMER, rank, header, value);
            case "tenant" -> draft.offer(Dimension.CUSTOMER, rank + 1, header, value);
            default -> draft.metadata(name, value, rank, header, true);
        }
    }

    private static void openRouter() {
        int rank = Attributing.OPENROUTER;
        value("x-openrouter-title", Dimension.AGENT, rank);
        value("x-title", Dimension.AGENT, rank + 1);
        value("http-referer", Dimension.AGENT, rank + 2);
        tags("x-openrouter-categories", rank);
    }

    private static void clientsOwn() {
        var threads = new String[] {"x-session-id", "x-session-affinity", "x-claude-code-session-id", "session-id",
                "session_id", "thread-id"};
        for (int i = 0; i < threads.length; i++) {
            value(threads[i], Dimension.THREAD, Attributing.OWN + i);
        }
        var agents = new String[] {"x-claude-code-agent-id", "x-openai-subagent", "originator"};
        for (int i = 0; i < agents.length; i++) {
            value(agents[i], Dimension.AGENT, Attributing.OWN + i);
        }
        RULES.put("user-agent",
                (draft, value) -> draft.offer(Dimension.AGENT, Attributing.LAST, "user-agent", product(value)));
    }

    /// The product of `claude-cli/1.0.83 (external, cli)`.
    private static String product(String userAgent) {
        var text = userAgent.strip();
        int end = 0;
        while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != ' ') {
            end++;
        }
        return text.substring(0, end);
    }

    private static void value(String header, Dimension dimension, int rank) {
        RULES.put(header, (draft, value) -> draft.offer(dimension, rank, header, value));
    }

    private static void tags(String header, int rank) {
        RULES.put(header, (draft, value) -> draft.tags(rank, value));
    }

    /// What to do with one field of a header that holds an object.
    private interface FieldRule {
        void apply(Attributing draft, String name, String value);
    }

    private static void json(String header, FieldRule rule) {
        RULES.put(header, (draft, value) -> eachField(header, value, draft, rule));
    }

    private static void eachField(String header, String value, Attributing draft, FieldRule rule) {
        try {
            var object = JSON.readTree(value);
            if (!object.isObject()) {
                draft.note(header + " is no JSON object and was ignored");
            }
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                    rule.apply(draft, field.getKey(), field.getValue().asString());
                }
            }
        } catch (JacksonException e) {
            draft.note(header + " is malformed JSON and was ignored");
        }
    }

    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
