package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Head;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where Azure OpenAI's two surfaces are asked, and in which header they get their key.
class AzureTest {
    private static Provider provider(String url, String version) {
        return new Provider("acme", Dialect.OPENAI, url, List.of(), false, true, List.of(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.ofNullable(version), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"https://r.openai.azure.com/openai/v1, , CHAT, https://r.openai.azure.com/openai/v1/chat/completions",
            "https://r.openai.azure.com/openai/v1, preview, RESPONSES,"
                    + " https://r.openai.azure.com/openai/v1/responses?api-version=preview",
            "https://r.openai.azure.com/openai/v1?x=1, , EMBEDDINGS,"
                    + " https://r.openai.azure.com/openai/v1/embeddings?x=1",
            "https://r.openai.azure.com, 2024-10-21, CHAT,"
                    + " https://r.openai.azure.com/openai/deployments/my%20gpt%2F5/chat/completions?api-version=2024-10-21",
            "https://r.openai.azure.com/openai, 2024-10-21, EMBEDDINGS,"
                    + " https://r.openai.azure.com/openai/deployments/my%20gpt%2F5/embeddings?api-version=2024-10-21",
            "https://r.cognitiveservices.azure.com, 2024-10-21, COMPLETIONS,"
                    + " https://r.cognitiveservices.azure.com/openai/deployments/my%20gpt%2F5/completions"
                    + "?api-version=2024-10-21",
            "https://r.openai.azure.com, 2025-04-01-preview, RESPONSES,"
                    + " https://r.openai.azure.com/openai/responses?api-version=2025-04-01-preview",
            "https://r.services.ai.azure.com/models, 2024-05-01-preview, CHAT,"
                    + " https://r.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview",
            "https://gw.example/openai/deployments/one, 2024-10-21, CHAT,"
                    + " https://gw.example/openai/deployments/one/chat/completions?api-version=2024-10-21"})
    void itsAddress(String base, String version, Endpoint endpoint, String url) {
        var place = Place.of(provider(base, version), endpoint, endpoint.protocol()).orElseThrow();
        assertEquals(url, place.url("", "my gpt/5").toString());
    }

    @ParameterizedTest
    @CsvSource({"https://r.openai.azure.com/openai/v1, , true", "https://r.services.ai.azure.com/openai/v1, , true",
            "https://r.cognitiveservices.azure.com/openai/v1, , true", "https://gw.example, 2024-10-21, true",
            "https://gw.example/v1, , false", "https://api.openai.com/v1, , false"})
    void itsKeyStandsInItsOwnHeader(String base, String version, boolean own) {
        var provider = provider(base, version);
        var call = new Call(Calls.chat(false), provider, new TargetId("acme", "1", "m"), Optional.of(Calls.SECRET),
                Calls.CLIENT, Calls.limits(Time.system()), Time.system());
        var head = RequestHead.of(call, Place.of(provider, Endpoint.CHAT, Protocol.CHAT).orElseThrow(), "1.1 t");
        assertEquals(own ? Optional.of(Calls.SECRET) : Optional.empty(), head.first("api-key"));
        assertEquals(own ? Optional.empty() : Optional.of("Bearer " + Calls.SECRET), head.first("authorization"));
    }

    @Test
    void itsOwnRequestIdComesBack() {
        var reply = Head.of("apim-request-id", "a1", "x-request-id", "r1", "x-ms-region", "East US 2",
                "x-ratelimit-remaining-tokens", "9");
        assertEquals(Head.of("Content-Type", "application/json", "x-upstream-request-id", "a1",
                "x-ratelimit-remaining-tokens", "9"), ReplyHead.whole(reply));
    }

    /// A place is kept by its address and version: another version is another address.
    @Test
    void twoVersionsOfOneResourceAreNotMixedUp() {
        var wire =
                Canned.json(200, "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}");
        var upstream = new Upstream(wire, Time.system(), "via");
        for (var version : List.of("2024-10-21", "2025-01-01-preview")) {
            var provider = provider("https://r.openai.azure.com", version);
            var _ = upstream.open(new Call(Calls.chat(false), provider, new TargetId("acme", "1", "m"),
                    Optional.empty(), Calls.CLIENT, Calls.limits(Time.system()), Time.system()));
        }
        assertEquals(List.of("api-version=2024-10-21", "api-version=2025-01-01-preview"),
                wire.asked.stream().map(sent -> sent.url().getQuery()).toList());
    }
}
