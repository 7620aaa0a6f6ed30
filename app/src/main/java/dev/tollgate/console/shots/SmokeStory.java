package dev.tollgate.console.shots;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.ledger.SmokeRuns;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.term.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Smoke tests of the last nine days: well at first, then a stand-in whose streams split a tool call in two. The same
/// for the same situation.
final class SmokeStory {
    static final TargetId BROKEN = Desk.id("deepseek", "deepseek-chat");
    static final Check WRONG = Check.TOOLS;
    private static final List<Integer> HOURS_AGO = List.of(216, 126, 74, 50, 27, 20, 2);
    private static final Set<Check> SILENT = Set.of(Check.LIMIT, Check.QUOTA);
    private static final Set<Check> OF_CHAT = Set.of(Check.CHAT, Check.STREAM, Check.TOOLS, Check.JSON, Check.SCHEMA,
            Check.CANCEL);
    private static final String SPLIT = """
            HTTP 200
            content-type: text/event-stream; charset=utf-8

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_9f1","function":{"name":"get_weather",\
            "arguments":"{\\"ci"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":"ty\\":\\"Oslo\\"}"}}]}}]}

            data: [DONE]
            """;

    private static final String WELL = """
            HTTP 200
            content-type: text/event-stream; charset=utf-8

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_7c2","function":{"name":"get_weather",\
            "arguments":"{\\"ci"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"ty\\":\\"Oslo\\"}"}}]}}]}

            data: [DONE]
            """;

    private final Situation situation;
    private final SplittableRandom random = new SplittableRandom(8);

    SmokeStory(Situation situation) {
        this.situation = situation;
    }

    /// Names as long as names get, where the situation is to show many.
    static List<String> crowd() {
        return IntStream.range(0, 60).mapToObj(i -> i % 3 == 0
                ? "社内要約モデル-日本語-" + i
                : i % 3 == 1 ? "mistral-small-" + i : "a-model-whose-name-takes-all-of-sixty-four-characters-" + i)
                .toList();
    }

    static List<TargetId> targets(GatewayConfig config) {
        return config.providers().stream().flatMap(p -> p.models().stream().map(m -> Desk.id(p.name(), m))).toList();
    }

    void tell(SmokeRuns runs, List<TargetId> targets) {
        for (int i = 0; i < HOURS_AGO.size(); i++) {
            var at = Story.NOW.minus(Duration.ofHours(HOURS_AGO.get(i))).minusSeconds(137L * i);
            boolean last = i == HOURS_AGO.size() - 1;
            // one was asked once, long ago; the stand-in not again since it broke
            boolean first = i == 0;
            var these = targets.stream().filter(t -> first || !t.model().equals("gpt-6-preview"))
                    .filter(t -> !last || !t.equals(BROKEN) || situation == Situation.INCIDENT).toList();
            tell(runs, "smoke_%013d".formatted(i), at, these, i);
        }
    }

    private void tell(SmokeRuns runs, String id, Instant at, List<TargetId> targets, int place) {
        var cells = new ArrayList<SmokeCell>();
        for (var target : targets) {
            for (var check : Check.values()) {
                cells.add(cell(id, target, check, at.plusMillis(700L * cells.size()), place));
            }
        }
        long picos = cells.stream().mapToLong(SmokeCell::picos).sum();
        int calls = cells.stream().mapToInt(SmokeCell::calls).sum();
        var run = new SmokeRun(id, at, Optional.of(at.plusSeconds(40)), place % 3 == 0 ? "command line" : "console",
                targets.size() + " targets, all checks", SmokeRun.State.DONE, cells.size(), calls, picos, 0,
                50_000_000_000L, cells);
        runs.begin(run);
        runs.save(run, 0);
    }

    private SmokeCell cell(String run, TargetId target, Check check, Instant at, int place) {
        boolean embeds = target.model().contains("embed");
        boolean local = target.provider().equals("local");
        boolean asked = embeds ? !OF_CHAT.contains(check) : check != Check.EMBED;
        if (!asked) {
            return told(run, target, check, at, SmokeCell.State.SKIPPED, "not offered",
                    embeds ? "A model for embeddings does not do this." : "A model that chats makes no embeddings.");
        }
        if (local && SILENT.contains(check)) {
            return told(run, target, check, at, SmokeCell.State.SKIPPED, "none",
                    "A free provider without limits has none to state.");
        }
        if (target.equals(BROKEN) && check == WRONG && place >= HOURS_AGO.size() - 2) {
            return broken(run, at);
        }
        if (target.equals(BROKEN) && check == Check.LIMIT) {
            return told(run, target, check, at, SmokeCell.State.DEGRADED, "No rate-limit headers",
                    "Nobody can slow down before the first 429.");
        }
        if (situation == Situation.INCIDENT && target.model().equals("gpt-5-mini") && place == HOURS_AGO.size() - 1) {
            return told(run, target, check, at, SmokeCell.State.FAILED, "No answer in time",
                    "openai/gpt-5-mini sent nothing within 45 s.");
        }
        return told(run, target, check, at, SmokeCell.State.OK, "", "");
    }

    private SmokeCell told(String run, TargetId target, Check check, Instant at, SmokeCell.State state, String cause,
            String detail) {
        boolean calls = state != SmokeCell.State.SKIPPED && !Set.of(Check.LIMIT, Check.USAGE, Check.LATENCY,
                Check.QUOTA).contains(check);
        var amount = state != SmokeCell.State.OK || (check != Check.LATENCY && check != Check.QUOTA)
                ? OptionalLong.empty()
                : OptionalLong.of(check == Check.LATENCY ? 240 + random.nextInt(900) : 2 + random.nextInt(60));
        return new SmokeCell(run, target.label(), check.word(), state, at, cause, detail,
                state == SmokeCell.State.OK || state == SmokeCell.State.SKIPPED ? "" : "the call is answered",
                state == SmokeCell.State.OK || state == SmokeCell.State.SKIPPED ? 0 : 1, 4, amount, calls ? 1 : 0,
                calls ? 31_000_000L + random.nextInt(20_000_000) : 0, calls ? 400 + random.nextInt(2_000) : 0,
                calls ? "POST https://api.example.com/v1/chat/completions\n" : "",
                calls ? WELL : "", calls ? "curl -sS -i -N 'https://api.example.com/v1/chat/completions'" : "",
                List.of());
    }

    private static SmokeCell broken(String run, Instant at) {
        return new SmokeCell(run, BROKEN.label(), WRONG.word(), SmokeCell.State.FAILED, at,
                "Arguments split over two indices",
                "The stream gives one call several index values, so a client joins half an argument string.",
                "tool_calls[*].index is one value per id", 8, 12, OptionalLong.empty(), 2, 112_000_000L, 3_100,
                "POST https://api.deepseek.com/v1/chat/completions\nAuthorization: …\n\n{\"model\":\"deepseek-chat\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"What is the weather in Oslo for the next 2"
                        + " days? Use the tool.\"}],\"tools\":[…],\"stream\":true}",
                SPLIT, "curl -sS -i -N 'https://api.deepseek.com/v1/chat/completions'"
                        + " -H \"Authorization: Bearer $DEEPSEEK_API_KEY\" -d '{…}'",
                List.of());
    }
}
