package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A file that is right, and for each row one change that makes it wrong: it is found at its line and path, and nothing
/// else is reported.
final class ConfigMistakesTest {
    private static final String RIGHT = """
            listen: { port: 4100 }
            providers:
              openai: { base_url: https://api.openai.com/v1, credentials: [env:OPENAI_API_KEY] }
              local:
                base_url: http://127.0.0.1:11434/v1
                free: true
            routes:
              fast:
                timeouts: { connect: 3s }
                retries: { attempts: 1 }
                health: { failures: 5 }
                targets:
                  - { provider: openai, model: gpt-4o-mini, type: direct }
                  - { provider: local, model: "qwen3:4b", type: free }
            keys:
              - name: app-one
                secret: env:APP_ONE
                routes: [fast]
              - name: app-two
                secret: env:APP_TWO
            budgets:
              - { name: all, scope: {}, window: day, usd: 25 }
              - { name: one, scope: { key: app-one }, window: total, usd: 5, at: { 100: block } }
            prices:
              - { provider: openai, model: gpt-4o-mini, from: 2026-01-01, input: 0.15, output: 0.60 }
              - provider: openai
                model: "gpt-4.1*"
                from: 2026-01-01
                input: 2
                tiers: [{ above: 200000, input: 4 }]
            """;

    record Mistake(String replace, String with, int line, String path, String says) {
        @Override
        public String toString() {
            return with.strip();
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(of("port: 4100", "port: 70000", 1, "listen.port", "must be between 0 and 65535"),
                of("port: 4100", "port: many", 1, "listen.port", "must be a whole number, not 'many'"),
                of("port: 4100", "prot: 4100", 1, "listen.prot", "did you mean 'port'?"),
                of("port: 4100", "host: []", 1, "listen.host", "at least one address"),
                of("port: 4100", "host: 'http://x'", 1, "listen.host", "without a port"),
                of("port: 4100", "max_body: huge", 1, "listen.max_body", "such as 64MB"),
                of("port: 4100", "head_timeout: 0s", 1, "listen.head_timeout", "more than nothing"),
                of("port: 4100", "metrics: open", 1, "listen.metrics", "is not supported yet"),
                of("port: 4100", "allowed_hosts: gateway", 1, "listen.allowed_hosts", "must be a list"),
                of("listen: {", "billing_zone: Europe/Berln\nlisten: {", 1, "billing_zone", "'Europe/Berlin'"),
                of("listen: {", "network: { proxy: proxy:3128 }\nlisten: {", 1, "network.proxy", "http or https"),
                of("listen: {", "strict_models: yes\nlisten: {", 1, "strict_models", "true or false, not 'yes'"),
                of("listen: {", "capture: errors\nlisten: {", 1, "capture", "is not supported yet"),
                of("listen: {", "admin_key: 'keychain:'\nlisten: {", 1, "admin_key", "keychain: needs the name"),
                of("listen: {", "retention: { requests: 90 }\nlisten: {", 1, "retention.requests", "a duration"),
                of("listen: {", "listne: {", 1, "listne", "did you mean 'listen'?"),
                of("openai: { base", "openai: { dialect: openapi, base", 3, "providers.openai.dialect",
                        "did you mean 'openai'?"),
                of("openai: { base", "openai: { project: p, base", 3, "providers.openai.project", "is of Vertex AI"),
                of("https://api.openai.com/v1", "api.openai.com/v1", 3, "providers.openai.base_url", "http or https"),
                of("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions", 3,
                        "providers.openai.base_url", "leave that out"),
                of("openai: { base", "openai: { api_version: ' ', base", 3, "providers.openai.api_version",
                        "must not be empty"),
                of("openai: { base", "openai: { api_version: 'a&b', base", 3, "providers.openai.api_version",
                        "such as 2024-10-21"),
                of("openai: { base", "openai: { dialect: gemini, api_version: 2024-10-21, base", 3,
                        "providers.openai.api_version", "leave it out for the dialect gemini"),
                of("https://api.openai.com/v1", "https://mine.openai.azure.com", 3, "providers.openai.base_url",
                        "needs /openai/v1 at its end, or beside it api_version"),
                of("[env:OPENAI_API_KEY]", "[env:A, { rpm: 5 }]", 3, "providers.openai.credentials[1]",
                        "needs the field secret"),
                of("[env:OPENAI_API_KEY]", "[{ secret: env:A, rpm: 0 }]", 3, "providers.openai.credentials[0].rpm",
                        "must be between 1 and"),
                of("[env:OPENAI_API_KEY]", "['env:two words']", 3, "providers.openai.credentials[0]", "a variable"),
                of("[env:OPENAI_API_KEY]", "env:OPENAI_API_KEY", 3, "providers.openai.credentials", "put it in [ ]"),
                of("    free: true", "    free: 1", 6, "providers.local.free", "true or false"),
                of("    free: true", "    endpoints: [chat, chats]", 6, "providers.local.endpoints[1]",
                        "did you mean 'chat'?"),
                of("  local:\n", "  openai: {}\n  local:\n", 4, "providers.openai", "is given twice; first on line 3"),
                of("  local:\n    base_url: http://127.0.0.1:11434/v1\n", "  local:\n", 4, "providers.local.base_url",
                        "is missing"),
                of("connect: 3s", "connect: 3", 9, "routes.fast.timeouts.connect", "such as 200ms, 5s, 2m, 1h or 30d"),
                of("connect: 3s", "first: 3s", 9, "routes.fast.timeouts.first", "there are connect, first_token"),
                of("attempts: 1", "attempts: -1", 10, "routes.fast.retries.attempts", "between 0 and 100"),
                of("attempts: 1", "backoff: 10s", 10, "routes.fast.retries.backoff", "longer than max_backoff (5s)"),
                of("failures: 5", "failures: 0", 11, "routes.fast.health.failures", "between 1 and"),
                of("    health:", "    sticky: [key]\n    health:", 11, "routes.fast.sticky",
                        "none, key, user or thread"),
                of("    health:", "    escalate_on: [invalid]\n    health:", 11, "routes.fast.escalate_on[0]",
                        "invalid_json, refusal"),
                of("type: direct", "prefill: often", 13, "routes.fast.targets[0].prefill", "true or false"),
                of("    health:", "    strategy: falback\n    health:", 11, "routes.fast.strategy",
                        "did you mean 'fallback'?"),
                of("    health:", "    rescue: retry\n    health:", 11, "routes.fast.rescue",
                        "auto, continue, rerun or error"),
                of("    health:", "    unpriced: maybe\n    health:", 11, "routes.fast.unpriced", "allow or refuse"),
                of("    health:", "    stand_in_usd: -1\n    health:", 11, "routes.fast.stand_in_usd", "negative"),
                of("provider: openai, model: gpt-4o-mini, type", "provider: openia, model: gpt-4o-mini, type", 13,
                        "routes.fast.targets[0].provider", "did you mean 'openai'?"),
                of("model: gpt-4o-mini, type: direct", "model: gpt-*, type: direct", 13, "routes.fast.targets[0].model",
                        "sends the client's name on"),
                of("type: direct", "type: primary", 13, "routes.fast.targets[0].type", "direct, pooled, backup"),
                of("type: direct", "weight: -1", 13, "routes.fast.targets[0].weight", "between 0 and 1000000"),
                of("type: direct", "limits: { rpm: 0 }", 13, "routes.fast.targets[0].limits.rpm", "between 1 and"),
                of("type: direct", "when: { model: x }", 13, "routes.fast.targets[0].when.model",
                        "is not known before a target is chosen"),
                of("type: direct", "when: { trafic: x }", 13, "routes.fast.targets[0].when.trafic", "'traffic'"),
                of("type: direct", "when: { traffic: slow }", 13, "routes.fast.targets[0].when.traffic",
                        "critical, normal, background"),
                of("type: direct", "when: { customer: [] }", 13, "routes.fast.targets[0].when.customer",
                        "no call would match"),
                of("type: direct", "when: { hours: 9-17 }", 13, "routes.fast.targets[0].when.hours", "22:00-06:00"),
                of("type: direct", "when: { budget_above: { al: 80 } }", 13,
                        "routes.fast.targets[0].when.budget_above.al", "did you mean 'all'?"),
                of("type: direct", "when: { score_above: 50, score_below: 51 }", 13,
                        "routes.fast.targets[0].when.score_below", "no score is both"),
                of("type: direct", "context: none", 13, "routes.fast.targets[0].context", "a whole number"),
                of("model: \"qwen3:4b\"", "models: x", 14, "routes.fast.targets[1].models", "did you mean 'model'?"),
                of("keys:\n", "customers: [{ name: a, route_map: { x: fats } }]\nkeys:\n", 15,
                        "customers[0].route_map.x", "did you mean 'fast'?"),
                of("name: app-two", "name: app-one", 19, "keys[1].name", "given twice; first at keys[0].name"),
                of("name: app-two", "name: a/b", 19, "keys[1].name", "no / and no *"),
                of("    secret: env:APP_TWO\n", "    secret: env:APP_ONE\n", 20, "keys[1].secret", "given twice"),
                of("    secret: env:APP_TWO\n", "", 19, "keys[1].secret", "is missing"),
                of("    secret: env:APP_TWO\n", "    secret: hash:sha256:abc\n", 20, "keys[1].secret", "64 digits"),
                of("    secret: env:APP_TWO\n", "    secret: ${APP_TWO}\n", 20, "keys[1].secret", "write env:NAME"),
                of("    routes: [fast]", "    expires: tomorrow", 18, "keys[0].expires", "a date such as 2026-01-01"),
                of("    routes: [fast]", "    fixed: { customr: a }", 18, "keys[0].fixed.customr", "'customer'"),
                of("    routes: [fast]", "    fixed: { customer: 7 }", 18, "keys[0].fixed.customer", "with quotes"),
                of("    routes: [fast]", "    defaults: { traffic: slow }", 18, "keys[0].defaults.traffic",
                        "critical, normal or background"),
                of("    routes: [fast]", "    limits: { rpm: 0 }", 18, "keys[0].limits.rpm", "at least 1"),
                of("    routes: [fast]", "    limits: { rmp: 5 }", 18, "keys[0].limits.rmp", "did you mean 'rpm'?"),
                of("    routes: [fast]", "    limits: { max_request_usd: 0 }", 18, "keys[0].limits.max_request_usd",
                        "to stop a key, pause it"),
                of("    routes: [fast]", "    settlement: credits", 18, "keys[0].settlement", "is not supported yet"),
                of("    routes: [fast]", "    owner: { email: d@x }", 18, "keys[0].owner.name", "is missing"),
                of("    routes: [fast]", "    owner: { name: d, email: d }", 18, "keys[0].owner.email",
                        "dana@example.com"),
                of("    routes: [fast]", "    require: [featur]", 18, "keys[0].require[0]", "did you mean 'feature'?"),
                of("    routes: [fast]", "    require: [task, task]", 18, "keys[0].require[1]", "is named twice"),
                of("    routes: [fast]", "    on_missing: drop", 18, "keys[0].on_missing", "flag or reject"),
                of("    routes: [fast]", "    former: [{ secret: env:APP_TWO, until: 2030-01-01 }]", 20,
                        "keys[1].secret", "given twice"),
                of("scope: {}, window: day", "scope: {}, window: dya", 22, "budgets[0].window", "'day'"),
                of("scope: {}, window: day", "scope: {}, window: 0h", 22, "budgets[0].window", "such as 5h"),
                of("scope: {}, window: day", "scope: {}, window: 5ms", 22, "budgets[0].window", "at least a second"),
                of("usd: 25", "usd: 0", 22, "budgets[0].usd", "must be more than 0"),
                of("usd: 25", "usd: 0.0000000000001", 22, "budgets[0].usd", "finer than a trillionth"),
                of("usd: 25", "usd: 1e9", 22, "budgets[0].usd", "more than 9 million"),
                of("usd: 25", "tokens: 0", 22, "budgets[0].tokens", "at least 1"),
                of("usd: 25", "usd: 25, requests: 5", 22, "budgets[0].requests", "one of usd, tokens and requests"),
                of(", usd: 25", "", 22, "budgets[0]", "needs a cap"),
                of("usd: 25", "usd: 25, exempt: [urgent]", 22, "budgets[0].exempt[0]", "critical, normal"),
                of("usd: 25", "usd: 25, downgrade_to: fast", 22, "budgets[0].downgrade_to", "is not supported yet"),
                of("scope: {}, window", "scope: { model: x }, window", 22, "budgets[0].scope.model",
                        "a budget of one model is not supported yet"),
                of("name: one, scope: { key: app-one }", "name: one, scope: { key: app-on }", 23,
                        "budgets[1].scope.key", "did you mean 'app-one'?"),
                of("name: one, scope: { key: app-one }", "name: one, scope: { each: team }", 23,
                        "budgets[1].scope.each", "is no dimension"),
                of("name: one, scope: { key", "name: all, scope: { key", 23, "budgets[1].name", "given twice"),
                of("{ 100: block }", "{ 50: downgrade, 100: block }", 23, "budgets[1].at.50", "downgrade at 50 is"),
                of("{ 100: block }", "{ 50: notify, 0: block }", 23, "budgets[1].at.0", "between 1 and 100"),
                of("{ 100: block }", "{ 101: block }", 23, "budgets[1].at.101", "between 1 and 100"),
                of("{ 100: block }", "{}", 23, "budgets[1].at", "needs a step"),
                of("{ 100: block }", "{ 100: blok }", 23, "budgets[1].at.100", "did you mean 'block'?"),
                of("input: 0.15, output", "input: 0.0000001, output", 25, "prices[0].input", "finer than $0.000001"),
                of("input: 0.15, output", "input: -1, output", 25, "prices[0].input", "must not be negative"),
                of("input: 0.15, output", "input: cheap, output", 25, "prices[0].input", "decimal number of dollars"),
                of("input: 0.15, output", "inputs: 0.15, output", 25, "prices[0].inputs", "did you mean 'input'?"),
                of("from: 2026-01-01, input", "from: 2026-13-01, input", 25, "prices[0].from", "must be a date"),
                of("from: 2026-01-01, input", "from: 2026-01-01, until: 2025-01-01, input", 25, "prices[0].until",
                        "after from"),
                of("from: 2026-01-01, input", "from: 2026-01-01, batch: 2, input", 25, "prices[0].batch",
                        "must be true or false"),
                of("from: 2026-01-01, input", "from: 2026-01-01, region: eu, input", 25, "prices[0].region",
                        "is not supported yet"),
                of("model: \"gpt-4.1*\"", "model: gpt-4o-mini", 26, "prices[1]", "given twice; first at prices[0]"),
                of("above: 200000, input: 4", "above: 200000", 30, "prices[1].tiers[0]", "needs a rate"),
                of("above: 200000, input: 4", "input: 4", 30, "prices[1].tiers[0]", "one of above and reach"),
                of("above: 200000, input: 4", "above: 1, marginal: true, input: 4", 30, "prices[1].tiers[0].marginal",
                        "is not supported yet"),
                of("prices:\n", "alarms: [{ name: a, kind: margin }]\nprices:\n", 24, "alarms[0].kind",
                        "is not supported yet"),
                of("prices:\n", "alarms: [{ name: a, kind: lop }]\nprices:\n", 24, "alarms[0].kind",
                        "did you mean 'loop'?"),
                of("prices:\n", "alarms: [{ name: a, kind: token_velocity }]\nprices:\n", 24, "alarms[0]",
                        "it would never fire"),
                of("prices:\n", "alarms: [{ name: a, kind: error_rate, ceiling: 5 }]\nprices:\n", 24,
                        "alarms[0].ceiling", "between 0 and 1"),
                of("prices:\n", "alarms: [{ name: a, kind: token_velocity, floor: 9, ceiling: 5 }]\nprices:\n", 24,
                        "alarms[0].floor", "not be above the ceiling"),
                of("prices:\n", "alarms: [{ name: a, kind: loop, window: 1s }]\nprices:\n", 24, "alarms[0].window",
                        "between 5s and 1d"),
                of("prices:\n", "alarms: [{ name: a, kind: loop, actions: [slow] }]\nprices:\n", 24,
                        "alarms[0].actions[0]", "the action slow is not supported yet"),
                of("prices:\n", "alarms: [{ name: a, kind: loop, actions: [pause] }]\nprices:\n", 24,
                        "alarms[0].actions", "give it a scope"),
                of("prices:\n", "alarms: [{ name: a, kind: error_rate, ceiling: 1, scope: { each: target },"
                        + " actions: [pause] }]\nprices:\n", 24, "alarms[0].actions", "cannot be paused"),
                of("prices:\n", "alarms: [{ name: a, kind: loop, to: [ops] }]\nprices:\n", 24, "alarms[0].to",
                        "no channel 'ops'"),
                of("prices:\n", "alarms: [{ name: a, kind: loop, to: [owner] }]\nprices:\n", 24, "alarms[0].to[0]",
                        "owner is not supported yet"),
                of("prices:\n", "channels: { ops: { webhook: x } }\nprices:\n", 24, "channels.ops.webhook",
                        "must be a http or https URL"));
    }

    private static Mistake of(String replace, String with, int line, String path, String says) {
        return new Mistake(replace, with, line, path, says);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isFoundAtItsLineAndPathAndAlone(Mistake mistake) {
        assertTrue(RIGHT.contains(mistake.replace), () -> "the right file has no " + mistake.replace);
        var found = problems(RIGHT.replace(mistake.replace, mistake.with));
        var first = found.stream().filter(p -> p.path().equals(mistake.path)).findFirst()
                .orElseThrow(() -> new AssertionError(mistake.path + " is not among " + found));
        assertEquals(mistake.line, first.line());
        assertTrue(first.message().contains(mistake.says), first::message);
        var others = found.stream().filter(p -> !p.path().startsWith(parent(mistake.path))).toList();
        assertEquals(List.of(), others);
    }

    private static String parent(String path) {
        return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : path;
    }

    private static List<Problem> problems(String text) {
        return assertInstanceOf(ConfigFile.Parsed.Wrong.class, ConfigFile.parse(text, "t.yaml", ZoneOffset.UTC),
                () -> Arrays.toString(text.split("\n"))).problems();
    }
}
