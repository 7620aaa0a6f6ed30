package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading files: what is right, what is only warned of, and what is no YAML at all.
final class ConfigFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "{}", "null", "\uFEFF{}"})
    void aFileWithoutFieldsIsTheEmptyConfiguration(String text) {
        var zone = ZoneId.of("Europe/Berlin");
        assertEquals(GatewayConfig.empty(zone), good(text, zone).config());
    }

    @Test
    void whatIsWrittenIsRead() {
        var config = good("""
                listen: { host: [127.0.0.1, "::1"], port: 0, max_body: 1MB, head_timeout: 500ms }
                billing_zone: Asia/Kolkata
                network: { proxy: none, ca: null }
                admin_key: file:/run/admin
                strict_models: true
                providers:
                  openai: { base_url: https://api.openai.com/v1/, credentials: [{ secret: env:KEY }] }
                routes:
                  gpt-4.1:
                    strategy: fallback
                    sticky: none
                    rescue: auto
                    escalate_on: []
                    targets: [{ provider: openai, model: "*", weight: 1, prefill: false, context: 1000000 }]
                keys:
                  - { name: a, secret: "literal:tg-secret", fixed: { customer: "42" }, expires: 2027-01-01 }
                budgets:
                  - { name: day, scope: { each: key }, window: day, usd: 0.5, at: { "100": block }, strict: true }
                prices:
                  - { provider: openai, model: gpt-4.1, from: 2026-01-01T02:00:00+02:00, input: 2, cache_read: 0.0028,
                      request_usd: 0.005, tiers: [{ reach: 200000, input: 4 }] }
                retention: { requests: 7d }
                capture: off
                """, ZoneOffset.UTC).config();
        assertEquals(List.of("127.0.0.1", "::1"), config.listen().hosts());
        assertEquals(1_000_000, config.listen().maxBody());
        assertEquals(Duration.ofMillis(500), config.listen().headTimeout());
        assertEquals(Optional.empty(), config.network().ca());
        assertEquals("https://api.openai.com/v1", config.providers().getFirst().baseUrl());
        assertEquals(List.of(Credential.of(new Secret.Env("KEY"))), config.providers().getFirst().credentials());
        assertEquals("*", config.routes().getFirst().targets().getFirst().model());
        assertEquals(Map.of(Dimension.CUSTOMER, "42"), config.keys().getFirst().fixed());
        assertEquals(Optional.of(Instant.parse("2027-01-01T00:00:00Z")), config.keys().getFirst().expires());
        assertEquals(500_000_000_000L, config.budgets().getFirst().limit());
        var price = config.prices().getFirst();
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), price.from());
        assertEquals(Map.of(Unit.INPUT, 2_000_000L, Unit.CACHE_READ, 2_800L), price.rates());
        assertEquals(5_000_000_000L, price.requestPicos());
        assertTrue(price.tiers().getFirst().holds(200_000));
        assertEquals(Duration.ofDays(7), config.retention().requests());
    }

    @Test
    void jsonIsReadToo() {
        var config = good("{\"capture\": false, \"providers\": {\"local\": {\"dialect\": \"openai\",\n"
                + "\t\"base_url\": \"http://127.0.0.1:1234/v1\", \"free\": true}}}", ZoneOffset.UTC).config();
        assertTrue(config.providers().getFirst().free());
    }

    @Test
    void aPlainSecretIsTakenWithAWarning() {
        var good = good("keys: [{ name: a, secret: sk-plain }]", ZoneOffset.UTC);
        assertEquals(new Secret.Literal("sk-plain"), good.config().keys().getFirst().secret());
        assertEquals(List.of("keys[0].secret", "keys[0].secret"),
                good.warnings().stream().map(Problem::path).toList());
        assertTrue(good.warnings().getLast().message().contains("looks like a provider's own key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "a: b: c", "\tproviders: {}", "a: *", "a: *b", "a: \"x", "- 1", "text",
            "a: 1\n---\nb: 2",
            "a: &x [*x]", "? [a]\n: b", "a: \u0001", "a: \uD83D"})
    void whatIsNoConfigurationIsSaidInOneLine(String text) {
        var problems = wrong(text).problems();
        assertFalse(problems.isEmpty());
        assertTrue(problems.stream().noneMatch(p -> p.message().contains("\n") || p.line() < 1), problems::toString);
    }

    @Test
    void aStarWithoutQuotesIsExplained() {
        var problem = wrong("routes:\n  all:\n    targets: [{ provider: a, model: * }]").problems().getFirst();
        assertEquals(3, problem.line());
        assertTrue(problem.message().contains("quotes: \"*\""), problem::message);
    }

    @Test
    void everyMistakeIsSaidAtOnceInTheOrderOfTheFile() {
        var problems = wrong("""
                providers:
                  a: { base_url: nowhere, dialect: openai }
                routes:
                  r: { targets: [{ provider: b, model: m }, { provider: a, model: m }] }
                listen: { port: x }
                """).problems();
        assertEquals(List.of("providers.a.base_url", "routes.r.targets[0].provider", "listen.port"),
                problems.stream().map(Problem::path).toList());
        assertEquals("f.yaml:5: listen.port: must be a whole number, not 'x'",
                ConfigFile.render(problems.getLast(), "f.yaml"));
    }

    @Test
    void aRouteNameWithADotIsQuotedInItsPath() {
        assertEquals("routes.\"gpt-4.1\".targets",
                wrong("routes: { gpt-4.1: { targets: [] } }").problems().getFirst().path());
    }

    @Test
    void anAnchorMayBeUsedTwice() {
        var config = good("""
                providers: { a: { base_url: "http://localhost:1/v1" } }
                routes:
                  one: { timeouts: &t { connect: 1s }, targets: &x [{ provider: a, model: m }] }
                  two: { timeouts: *t, targets: *x }
                """, ZoneOffset.UTC).config();
        assertEquals(config.routes().getFirst().targets(), config.routes().getLast().targets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret: s3cr3t-value", "secret: literal:s3cr3t-value",
            "secret: 'hash:sha256:s3cr3t-value'",
            "secret: env:s3cr3t-value", "secret: [s3cr3t-value]", "secret: { x: s3cr3t-value }",
            "secret: *s3cr3t-value",
            "secret: &s3cr3t-value", "secret: \"s3cr3t-value", "secret: s3cr3t-value: x", "secret: ${s3cr3t-value}",
            "secret: keychain:s3cr3t-value", "secret: ENV:s3cr3t-value", "secret: !s3cr3t-value x",
            "secret: s3cr3t-value\n    secret: s3cr3t-value"})
    void aSecretIsInNoMessageAndNoText(String field) {
        var text = "providers: { a: { base_url: 'http://u:s3cr3t-value@h' } }\nkeys:\n  - name: a\n    " + field
                + "\n  - name: b\n    " + field + "\n";
        var said = wrong(text).problems().stream().map(Problem::toString).collect(Collectors.joining());
        assertFalse(said.contains("s3cr3t"), said);
        assertFalse(KeyEntry.of("a", new Secret.Literal("s3cr3t"))
                .toString().contains("s3cr3t"));
    }

    private static ConfigFile.Parsed.Good good(String text, ZoneId zone) {
        var parsed = ConfigFile.parse(text, "f.yaml", zone);
        return assertInstanceOf(ConfigFile.Parsed.Good.class, parsed, parsed::toString);
    }

    private static ConfigFile.Parsed.Wrong wrong(String text) {
        return assertInstanceOf(ConfigFile.Parsed.Wrong.class, ConfigFile.parse(text, "f.yaml", ZoneOffset.UTC));
    }
}
