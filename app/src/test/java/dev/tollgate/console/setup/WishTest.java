package dev.tollgate.console.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Secret;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is filled in, read before anything is sent.
class WishTest {
    private static final GatewayConfig EMPTY = GatewayConfig.empty(ZoneOffset.UTC);

    @Test
    void keysThatCannotBeRightAreSaidSoWhileTyping() {
        assertEquals(Optional.empty(), doubt("openai", ""));
        assertEquals(Optional.empty(), doubt("openai", "sk-proj-123"));
        assertTrue(doubt("openai", "gsk_123").orElseThrow().contains("begin with sk-"));
        assertTrue(doubt("openai", "sk-a sk-b").orElseThrow().contains("no spaces"));
        assertTrue(doubt("openai", "tg-123").orElseThrow().contains("a key of Tollgate"));
    }

    @Test
    void anAddressThatIsNoneIsSaidSoAndPlainTextIsWarnedOf() {
        assertEquals(Optional.empty(), other("", "").doubt());
        assertTrue(other("ftp://host/v1", "").doubt().orElseThrow().contains("no address"));
        assertTrue(other("http://192.168.1.20:8000/v1", "abc").doubt().orElseThrow().contains("unencrypted"));
        assertEquals(Optional.empty(), other("http://127.0.0.1:8000/v1", "abc").doubt());
        assertEquals(Optional.empty(), other("http://192.168.1.20:8000/v1", "").doubt());
    }

    @Test
    void serversOnThisMachineAreFree() {
        assertTrue(wish("ollama", "", "qwen3").into(EMPTY, Optional.empty()).providers().getFirst().free());
        assertTrue(wish("lmstudio", "", "qwen3").free());
        assertTrue(other("http://127.0.0.1:11434/v1", "").free(), "the same server, typed");
        assertFalse(wish("openai", "sk-1", "").into(EMPTY, Optional.empty()).providers().getFirst().free());
    }

    @Test
    void theLinesForAFileAreOnesItTakesAndHoldNoKey() {
        for (var wish : new Wish[] {wish("openai", "sk-secret", ""), wish("ollama", "", "qwen3"),
                other("http://10.0.0.1/v1", "hidden")}) {
            var lines = wish.yaml(EMPTY, wish.secret().map(_ -> new Secret.Stored("openai")));
            assertFalse(lines.contains("sk-secret") || lines.contains("hidden"), lines);
            var parsed = ConfigFile.parse(lines, "tollgate.yaml", ZoneOffset.UTC);
            assertTrue(parsed instanceof ConfigFile.Parsed.Good(var config, var _)
                    && config.providers().getFirst().baseUrl().equals(wish.url())
                    && config.providers().getFirst().credentials().size() == wish.secret().stream().count(),
                    () -> lines + parsed);
        }
    }

    @Test
    void theFirstFreeNameIsTakenAndTheSameAddressKeepsItsOwn() {
        var one = other("https://api.acme.example/v1", "").into(EMPTY, Optional.empty());
        assertEquals("acme-example", one.providers().getFirst().name());
        assertEquals("acme-example", other("https://api.acme.example/v1", "").name(one));
        assertEquals("acme-example-2", other("https://www.acme.example/v2", "").name(one));
    }

    private static Optional<String> doubt(String id, String secret) {
        return wish(id, secret, "").doubt();
    }

    private static Wish wish(String id, String secret, String model) {
        var offer = Offer.named().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
        return Wish.of(offer, "", model, secret);
    }

    private static Wish other(String url, String secret) {
        return Wish.of(Offer.OTHER, url, "m", secret);
    }
}
