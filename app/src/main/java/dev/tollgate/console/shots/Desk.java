package dev.tollgate.console.shots;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.TargetId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What one key does in the workplace of the pictures.
///
/// @param target who serves it
/// @param other who stands in; the same where nobody does
/// @param free whether the target's provider is
/// @param fresh tokens of input that no cache has, give or take half
/// @param cached tokens of input from the cache
/// @param output tokens
/// @param millis how long a call takes
/// @param pace calls a minute while it works
record Desk(String key, String route, TargetId target, TargetId other, boolean free, boolean streams, int fresh,
        int cached, int output, int millis, double pace, Map<Dimension, String> who) {
    private static final TargetId LARGE = id("openai", "gpt-5");
    private static final TargetId SMALL = id("openai", "gpt-5-mini");
    private static final TargetId STAND_IN = id("deepseek", "deepseek-chat");
    private static final TargetId EMBED = id("openai", "text-embedding-3-small");

    /// The workplace of the mock-ups.
    static List<Desk> workplace() {
        return List.of(
                new Desk("agent-dev", "code", LARGE, STAND_IN, false, true, 3_600, 42_000, 620, 9_400, 5,
                        who("internal", "coding", "fix-loop", "dev")),
                new Desk("web", "smart", SMALL, STAND_IN, false, true, 420, 1_790, 260, 3_100, 21,
                        who("acme", "chat", "", "prod")),
                new Desk("web", "smart", SMALL, STAND_IN, false, true, 380, 0, 120, 1_400, 9,
                        who("globex", "search", "", "prod")),
                new Desk("support", "smart", SMALL, STAND_IN, false, true, 510, 900, 240, 2_600, 7,
                        who("initech", "ticket", "", "prod")),
                new Desk("notebook", "try", id("openai", "gpt-6-preview"), id("openai", "gpt-6-preview"), false, true,
                        900, 0, 700, 7_000, 1.6, who("internal", "explore", "", "dev")),
                new Desk("notebook", "local", id("local", "qwen3:4b"), id("local", "qwen3:4b"), true, true, 700, 0, 330,
                        5_200, 1.2, who("internal", "drafts", "", "dev")),
                new Desk("batch", "embed", EMBED, EMBED, false, false, 640, 0, 0, 180, 6,
                        who("acme", "tag", "", "prod")),
                new Desk("ci-tests", "smart", SMALL, STAND_IN, false, false, 1_400, 0, 300, 2_200, 0,
                        who("internal", "tests", "", "dev")));
    }

    /// 500 keys, some with names as long as names get.
    static List<Desk> crowd() {
        var names = List.of("web", "support", "batch", "検索サービス", "agent", "カスタマーサポート自動応答", "nightly-refactor",
                "data-platform-ingestion-pipeline-eu-central-1-production-blue");
        var customers = List.of("acme", "globex", "initech", "株式会社東京データ", "umbrella", "hooli", "Übermorgen GmbH",
                "a-customer-whose-legal-name-takes-all-of-sixty-four-characters-x");
        var routes = StageConfig.crowd();
        var desks = new ArrayList<Desk>();
        for (int i = 0; i < 500; i++) {
            var name = names.get(i % names.size()) + "-%03d".formatted(i);
            boolean large = i % 3 == 0;
            var route = i % 4 < 2 ? large ? "code" : "smart" : routes.get(i % routes.size());
            desks.add(new Desk(name, route, large ? LARGE : SMALL, STAND_IN, false, i % 4 != 1,
                    60_000 + 900 * (i % 40), 240_000, 4_000 + 10 * i, 4_000 + 10 * i, i < 12 ? 14 - i : 0.55,
                    who(customers.get(i / 2 % customers.size()), names.get(i / 3 % names.size()), "", "prod")));
        }
        return desks;
    }

    private static Map<Dimension, String> who(String customer, String feature, String agent, String environment) {
        var who = new EnumMap<Dimension, String>(Dimension.class);
        who.put(Dimension.CUSTOMER, customer);
        who.put(Dimension.FEATURE, feature);
        who.put(Dimension.ENVIRONMENT, environment);
        if (!agent.isEmpty()) {
            who.put(Dimension.AGENT, agent);
        }
        return who;
    }

    static TargetId id(String provider, String model) {
        return new TargetId(provider, "", model);
    }
}
