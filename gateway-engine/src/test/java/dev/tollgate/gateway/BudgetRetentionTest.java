package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.testing.HandClock;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The requests behind a budget's window have been dropped, its sums have not: after a restart it knows what was used.
class BudgetRetentionTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String ANSWER = """
            {"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,\
            "total_tokens":10}}""";

    @TempDir
    Path folder;

    /// A Wednesday.
    private final HandClock clock = new HandClock(Instant.parse("2026-11-04T09:30:00Z"));
    private ScriptedUpstream upstream;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        upstream = ScriptedUpstream.start();
        upstream.always(CHAT, Script.json(200, ANSWER));
        open();
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    private void open() {
        var budgets = new StringBuilder();
        for (var by : List.of("user", "task", "thread", "customer")) {
            for (var window : List.of("week", "month", "total")) {
                budgets.append("  - { name: ").append(by).append('-').append(window).append(", scope: { each: ")
                        .append(by).append(" }, window: ").append(window).append(", tokens: 1000000 }\n");
            }
        }
        gateway = TestGateway.timed(folder, """
                providers: { p: { dialect: openai, base_url: "%s", models: [m] } }
                retention: { requests: 1d, rollup_minute: 1d, rollup_hour: 1d }
                budgets:
                %s""".formatted(upstream.baseUrl(), budgets), clock);
    }

    private void call(String name) {
        assertEquals(200, gateway.post(CHAT, "{\"model\":\"m\",\"messages\":[]}", "x-tollgate-user", name,
                "x-tollgate-task", name, "x-tollgate-thread", name, "x-tollgate-customer", name).statusCode());
    }

    private Map<String, Long> used() {
        var used = new TreeMap<String, Long>();
        gateway.gateway().budgets().forEach(state -> used.put(state.name() + " " + state.subject(), state.settled()));
        return used;
    }

    @Test
    void whatWasUsedIsKnownWhenItsRequestsAreGone() {
        call("a");
        call("a");
        call("b");
        gateway.entry(3);
        clock.advance(Duration.ofDays(3));
        call("a");
        TestGateway.await(() -> gateway.entries().size() == 1 ? 1 : null);
        var before = used();
        assertEquals(30, before.get("thread-week a"));
        restart();
        assertTrue(gateway.entries().size() <= 1, "the first three are gone");
        assertEquals(before, used());
        clock.advance(Duration.ofDays(10));
        call("b");
        restart();
        for (var by : List.of("user", "task", "thread", "customer")) {
            assertEquals(10, used().get(by + "-week b"), "a new week");
            assertEquals(20, used().get(by + "-month b"));
            assertEquals(30, used().get(by + "-total a"));
        }
    }

    private void restart() {
        gateway.close();
        open();
    }
}
