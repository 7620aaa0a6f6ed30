package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.testing.HandClock;
import dev.tollgate.gateway.testing.Signature;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Edits;
import dev.tollgate.gateway.wire.Head;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls to Bedrock are signed as Amazon describes it: the signature is computed here once more, with the JDK alone.
class AwsSignatureTest {
    private static final String ID = "AKIDEXAMPLE000000000";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String BASE = "https://bedrock-runtime.us-east-1.amazonaws.com";
    private static final String ARN = "arn:aws:bedrock:eu-west-1:012345678901:inference-profile/eu.anthropic.x-v1:0";
    private static final String ANSWER =
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}},"
                    + "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":3,\"outputTokens\":1,\"totalTokens\":4}}";

    private final HandClock clock = new HandClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final Canned canned = Canned.json(200, ANSWER);

    private Opening open(Ask ask, String base, Optional<String> region, String model, String credential, Canned via) {
        var provider = new Provider("acme", Dialect.BEDROCK, base, List.of(), false, true, List.of(), Optional.empty(),
                Optional.empty(), region);
        var client = Head.of("Content-Type", "application/json", "Accept", "text/event-stream", "X-Amz-Date", "mine",
                "X-Custom", "kept");
        return new Upstream(via, clock, "via").open(new Call(ask, provider, new TargetId("acme", "1", model),
                Optional.of(credential), client, Calls.limits(clock), clock));
    }

    private Transport.Outgoing sent(String model, String credential) {
        assertInstanceOf(Opening.Whole.class,
                open(Calls.chat(false), BASE, Optional.empty(), model, credential, canned));
        return canned.asked.getFirst();
    }

    private static String signature(Transport.Outgoing request, String region, String secret) {
        return Signature.of(request.url().getRawPath(), name -> name.equals("host")
                ? Optional.of(request.url().getAuthority())
                : request.head().first(name), Edits.join(request.body()), region, ID, secret);
    }

    @ParameterizedTest
    @CsvSource({"amazon.nova-lite-v1:0,/model/amazon.nova-lite-v1%3A0/converse",
            ARN + ",/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A012345678901%3Ainference-profile%2F"
                    + "eu.anthropic.x-v1%3A0/converse",
            "plain,/model/plain/converse"})
    void theSignatureIsWhatTheJdkComputesToo(String model, String path) {
        var request = sent(model, ID + ":" + SECRET);
        assertEquals(path, request.url().getRawPath());
        assertEquals(signature(request, "us-east-1", SECRET), request.head().first("authorization").orElseThrow());
        var signed = request.head().first("authorization").orElseThrow();
        assertTrue(signed.contains("content-type;host;") && signed.contains("x-amz-date"), signed);
    }

    @Test
    void theClockIsTheGatewaysAndAnotherMomentSignsAnew() {
        var first = sent("m", ID + ":" + SECRET);
        assertEquals(List.of("20260301T120000Z"), first.head().all("x-amz-date"));
        clock.advance(Duration.ofDays(1));
        open(Calls.chat(false), BASE, Optional.empty(), "m", ID + ":" + SECRET, canned);
        assertEquals(List.of("20260302T120000Z"), canned.asked.getLast().head().all("x-amz-date"));
    }

    @Test
    void aSessionsTokenIsSentAndSigned() {
        var request = sent("m", ID + ":" + SECRET + ":FwoGZXIvYXdzEXAMPLE/+=");
        assertEquals("FwoGZXIvYXdzEXAMPLE/+=", request.head().first("x-amz-security-token").orElseThrow());
        assertTrue(request.head().first("authorization").orElseThrow().contains("x-amz-security-token"));
        assertEquals(signature(request, "us-east-1", SECRET), request.head().first("authorization").orElseThrow());
    }

    @Test
    void anythingElseIsABedrockApiKey() {
        var request = sent("m", "ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl");
        assertEquals(List.of("Bearer ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl"), request.head().all("authorization"));
        assertTrue(request.head().all("x-amz-date").isEmpty(), "the client's own");
        assertTrue(request.head().all("accept").isEmpty());
        assertEquals(List.of("kept"), request.head().all("x-custom"));
    }

    @Test
    void theRegionIsTheProvidersOwnBeforeItsHosts() {
        open(Calls.chat(true), "https://vpce-1.bedrock-runtime.eu-central-1.vpce.amazonaws.com", Optional.empty(), "m",
                ID + ":" + SECRET, canned);
        assertEquals(signature(canned.asked.getFirst(), "eu-central-1", SECRET),
                canned.asked.getFirst().head().first("authorization").orElseThrow());
        assertTrue(canned.asked.getFirst().url().getRawPath().endsWith("/converse-stream"));
        open(Calls.chat(false), "http://127.0.0.1:9/aws", Optional.of("ap-south-1"), "m", ID + ":" + SECRET, canned);
        var second = canned.asked.getLast();
        assertEquals("/aws/model/m/converse", second.url().getRawPath());
        assertEquals(signature(second, "ap-south-1", SECRET), second.head().first("authorization").orElseThrow());
    }

    @Test
    void withoutARegionNothingIsSentAndItIsSaid() {
        var failed = assertInstanceOf(Opening.Failed.class, open(Calls.chat(false), "https://bedrock.example",
                Optional.empty(), "m", ID + ":" + SECRET, canned)).failure();
        assertEquals(Fault.AUTH, failed.fault());
        assertTrue(failed.message().contains("set region") && failed.nextTarget(), failed.message());
        assertTrue(canned.asked.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 400, 500})
    void noPartOfTheKeysIsEverRepeated(int status) {
        var token = "FwoGZXIvYXdzEXAMPLE";
        var echo = Canned.json(status, "{\"message\":\"Canonical: x-amz-security-token:" + token + " secret " + SECRET
                + " id " + ID + " other ASIAQQQQWWWWEEEERRRR\",\"__type\":\"x#InvalidSignatureException\"}");
        var failed = assertInstanceOf(Opening.Failed.class, open(Calls.chat(false), BASE, Optional.empty(), "m",
                ID + ":" + SECRET + ":" + token, echo)).failure();
        assertEquals(status == 500 ? Fault.SERVER_ERROR : Fault.AUTH, failed.fault());
        var said = failed.message() + failed.original().map(b -> new String(b, StandardCharsets.UTF_8)).orElse("");
        for (var part : Arrays.asList(SECRET, token, ID, "QQQQWWWW")) {
            assertFalse(said.contains(part), said);
        }
        assertTrue(said.contains("Canonical"), said);
    }
}
