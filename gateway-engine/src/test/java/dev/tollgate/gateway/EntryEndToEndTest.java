package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.Export;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A request is told in the same words wherever it is asked for.
class EntryEndToEndTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CHAT = "/v1/chat/completions";
    private static final String ANSWER = """
            {"id":"x","object":"chat.completion","model":"m-1","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,\
            "total_tokens":11,"prompt_tokens_details":{"cached_tokens":4}}}""";

    @TempDir
    Path folder;

    @Test
    void theAdminsAnswerItsListAndTheExportAgree() throws IOException {
        try (var bad = ScriptedUpstream.start();
                var good = ScriptedUpstream.start();
                var gateway = TestGateway.open(folder, config(bad, good))) {
            bad.always(CHAT, Script.json(500, "{\"error\":{\"message\":\"broken\"}}"));
            good.always(CHAT, Script.json(200, ANSWER));
            var ask = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            assertEquals(200, gateway.post(CHAT, ask.formatted("both"), "x-tollgate-customer", "acme").statusCode());
            assertEquals(404, gateway.post(CHAT, ask.formatted("nobody")).statusCode());
            gateway.entry(2);
            compare(gateway);
        }
    }

    private static String config(ScriptedUpstream bad, ScriptedUpstream good) {
        return """
                providers:
                  bad: { dialect: openai, base_url: "%s", models: [m] }
                  good: { dialect: openai, base_url: "%s", models: [m] }
                routes:
                  both:
                    retries: { attempts: 0 }
                    targets: [{ provider: bad, model: m }, { provider: good, model: m, type: backup }]
                prices:
                  - { provider: good, model: m, from: 2020-01-01, input: 1, output: 1, request_usd: 0.005 }
                """.formatted(bad.baseUrl(), good.baseUrl());
    }

    private static void compare(TestGateway gateway) throws IOException {
        var rows = JSON.readTree(gateway.admin("GET", "requests", "").body()).get("data");
        var exported = exported(gateway);
        assertEquals(2, rows.size());
        assertEquals(2, exported.size());
        for (int i = 0; i < 2; i++) {
            var id = rows.get(i).get("id").asString();
            var whole = JSON.readTree(gateway.admin("GET", "requests/" + id, "").body());
            assertEquals(whole.toString(), exported.get(i).toString());
            var row = (ObjectNode) whole;
            row.remove(List.of("decision", "attempts"));
            assertEquals(row.toString(), rows.get(i).toString());
        }
        var fee = exported.get(1).get("attempts").get(1).get("cost_lines").valueStream()
                .filter(line -> line.get("unit").asString().equals("requests")).findFirst().orElseThrow();
        assertEquals("0.005", fee.get("usd_each").asString());
    }

    private static JsonNode exported(TestGateway gateway) throws IOException {
        var out = new ByteArrayOutputStream();
        Export.entries(gateway.gateway().queries(),
                EntryFilter.between(Instant.EPOCH, Instant.now().plusSeconds(60)),
                gateway.gateway().config().billingZone(), Export.Format.JSON, out);
        return JSON.readTree(out.toByteArray());
    }
}
