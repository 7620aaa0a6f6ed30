package dev.tollgate.console.demo;

import java.util.List;
import java.util.Map;

/// One of the apps that live in the demo: what it asks, for whom, how often.
///
/// @param key what it calls with
/// @param share of all calls, in tenths of a percent
/// @param streamed of its calls, in percent
/// @param instructions words of its system prompt
/// @param question words of one question, give or take half
/// @param turns questions of one conversation
record App(String key, Kind kind, String model, int share, int streamed, int instructions, int question, int turns,
        List<String> customers, Map<String, String> headers) {
    /// What its calls look like.
    enum Kind {
        CHAT,
        TOOLS,
        EMBEDDING
    }

    static final List<String> CUSTOMERS = List.of("acme", "globex", "initech", "umbrella", "hooli");

    static final List<App> ALL = List.of(
            new App("web", Kind.CHAT, "smart", 270, 95, 220, 30, 7, CUSTOMERS, Map.of("x-tollgate-feature", "chat")),
            new App("web", Kind.CHAT, "fast", 180, 80, 120, 25, 2, CUSTOMERS, Map.of("x-tollgate-feature", "titles")),
            new App("support", Kind.TOOLS, "fast", 170, 60, 260, 60, 5, CUSTOMERS.subList(0, 3),
                    Map.of("x-tollgate-feature", "reply")),
            new App("batch", Kind.CHAT, "fast", 140, 0, 90, 260, 1, CUSTOMERS.subList(0, 2),
                    Map.of("x-tollgate-feature", "summaries")),
            new App("search", Kind.EMBEDDING, "embed", 130, 0, 0, 120, 1, CUSTOMERS,
                    Map.of("x-tollgate-feature", "index")),
            new App("agent-dev", Kind.TOOLS, "code", 60, 100, 240, 80, 9, List.of("internal"),
                    Map.of("x-tollgate-feature", "coding")),
            new App("notebook", Kind.CHAT, "think", 12, 100, 40, 40, 3, List.of("internal"),
                    Map.of("x-tollgate-feature", "research")),
            new App("notebook", Kind.CHAT, "draft", 35, 100, 40, 60, 3, List.of("internal"),
                    Map.of("x-tollgate-feature", "drafts")),
            new App("notebook", Kind.CHAT, "sim-smal", 3, 0, 0, 20, 1, List.of("internal"), Map.of()));
}
