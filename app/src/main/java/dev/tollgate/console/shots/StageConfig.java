package dev.tollgate.console.shots;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The configuration behind the pictures. The providers answer from the built-in ones: a picture calls nobody.
final class StageConfig {
    private static final String COMMON =
            """
                    billing_zone: UTC
                    providers:
                      openai:
                        base_url: http://simulated.localhost/v1
                        models: [gpt-5, gpt-5-mini, text-embedding-3-small, gpt-6-preview]
                        region: us
                        credentials: ["literal:sk-picture-4f2a", "literal:sk-picture-9c07"]
                        health: { failures: 4, window: 60s, cooldown: 3m, max_cooldown: 5m }
                      deepseek: { base_url: http://simulated-2.localhost/v1, models: [deepseek-chat], region: cn, credentials: ["literal:sk-picture-77d1"] }
                      local: { base_url: http://simulated-2.localhost/v1, free: true, models: ["qwen3:4b"] }
                    routes:
                      smart:
                        targets:
                          - { provider: openai, model: gpt-5-mini }
                          - { provider: deepseek, model: deepseek-chat, type: backup }
                      code:
                        targets:
                          - { provider: openai, model: gpt-5 }
                          - { provider: deepseek, model: deepseek-chat, type: backup }
                      try: { targets: [{ provider: openai, model: gpt-6-preview }] }
                      local: { targets: [{ provider: local, model: "qwen3:4b", type: free }] }
                      embed: { targets: [{ provider: openai, model: text-embedding-3-small }] }
                    prices:
                      - { provider: openai, model: gpt-5, from: 2026-01-01, input: 1.25, cache_read: 0.125, output: 10 }
                      - { provider: openai, model: gpt-5-mini, from: 2026-01-01, input: 0.25, cache_read: 0.025, output: 2 }
                      - { provider: openai, model: text-embedding-3-small, from: 2026-01-01, input: 0.02 }
                      - { provider: deepseek, model: deepseek-chat, from: 2026-01-01, input: 0.28, cache_read: 0.028, output: 0.42 }
                    """;

    private static final String ALARMS =
            """
                    alarms:
                      - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, factor: 3.5, floor: 80000, ceiling: 600000 }
                      - { name: spend, kind: spend_velocity, scope: { each: key }, window: 1m, ceiling: 5 }
                      - { name: fallback, kind: fallback_rate, scope: { each: route }, window: 5m, factor: 5, floor: 0.05, ceiling: 0.12 }
                      - { name: errors, kind: error_rate, scope: { each: target }, window: 5m, factor: 5, floor: 0.1, ceiling: 0.5 }
                      - { name: retries, kind: retry_storm, scope: { each: key }, window: 1m, ceiling: 30 }
                      - { name: loop, kind: loop, scope: { each: agent } }
                    """;

    /// Nobody is told: nothing fires where these are.
    private static final String CHANNELS = """
            channels:
              ops: { webhook: "https://hooks.example.com/tollgate/ops", secret: "literal:picture-signing-secret" }
              pager: { webhook: "https://pager.example.com/v2/enqueue" }
            """;

    private static final String STEPS = "{ 50: notify, 80: notify, 100: block }";

    /// What single keys may do, behind name and secret.
    private static final Map<String, String> LIMITS = Map.of("web",
            ", routes: [smart, embed], limits: { rpm: 600, tpm: 200000, parallel: 20, max_output_tokens: 8000 },"
                    + " owner: { name: Dana, email: dana@example.com }",
            "agent-dev", ", routes: [code], limits: { rpm: 60, parallel: 4, max_request_usd: 0.5 }", "batch",
            ", routes: [embed], limits: { tpm: 500000 }", "notebook", ", routes: [try, local]");

    private static final String WORKPLACE = """
              - { name: agent-dev, scope: { key: agent-dev }, window: day, usd: 15, at: %1$s }
              - { name: web-week, scope: { key: web }, window: week, usd: 30, at: %1$s }
              - { name: acme-month, scope: { customer: acme }, window: month, usd: 30, at: %1$s }
              - { name: support-month, scope: { key: support }, window: month, usd: 20, at: %1$s }
              - { name: batch-month, scope: { key: batch }, window: month, usd: 15, at: { 80: notify, 100: block } }
              - { name: coding-tokens, scope: { feature: coding }, window: day, tokens: 120000000, at: { 100: notify } }
              - { name: notebook-week, scope: { key: notebook }, window: week, usd: 5 }
            """.formatted(STEPS);

    private static final String CROWD = """
              - { name: each-key, scope: { each: key }, window: day, usd: 1010, at: %1$s }
              - { name: each-customer, scope: { each: customer }, window: month, usd: 5000, at: %1$s }
            """.formatted(STEPS);

    private StageConfig() {}

    private static final List<String> PURPOSES = List.of("web-answers", "support-triage", "checkout-assistant", "検索-要約",
            "nightly-batch", "data-platform-enrichment-eu-central-1-production-blue");
    private static final List<String> LADDERS = List.of(
            "{ provider: openai, model: gpt-5-mini }, { provider: deepseek, model: deepseek-chat, type: backup }",
            "{ provider: openai, model: gpt-5 }, { provider: openai, model: gpt-5-mini },"
                    + " { provider: deepseek, model: deepseek-chat, type: backup }",
            "{ provider: deepseek, model: deepseek-chat, type: cheaper }");

    /// Routes of a large house beside the usual ones.
    static List<String> crowd() {
        return IntStream.range(0, 55).mapToObj(i -> "%s-%02d".formatted(PURPOSES.get(i % PURPOSES.size()), i))
                .toList();
    }

    private static String routes(List<String> names) {
        return IntStream.range(0, names.size()).mapToObj(i -> "  \"%s\": { targets: [%s] }%n".formatted(names.get(i),
                LADDERS.get(i % LADDERS.size()))).collect(Collectors.joining());
    }

    /// @param keys names
    /// @param usd cap on everything, a day
    static String yaml(Situation situation, List<String> keys, int usd) {
        var many = situation == Situation.HUGE;
        return (many ? COMMON.replace("routes:\n", "routes:\n" + routes(crowd())) : COMMON)
                + (situation == Situation.TYPICAL ? CHANNELS : "") + yaml(keys, usd);
    }

    private static String yaml(List<String> keys, int usd) {
        var entries = keys.stream().map(name -> "  - { name: \"%s\", secret: \"literal:%s\"%s }%n"
                .formatted(name, secret(name), LIMITS.getOrDefault(name, ""))).collect(Collectors.joining());
        return ALARMS + "keys:\n" + entries + "budgets:\n"
                + "  - { name: everything, scope: {}, window: day, usd: " + usd + ", at: " + STEPS + " }\n"
                + (keys.contains("agent-dev") ? WORKPLACE : CROWD);
    }

    static String secret(String key) {
        return "tg-picture-" + key;
    }
}
