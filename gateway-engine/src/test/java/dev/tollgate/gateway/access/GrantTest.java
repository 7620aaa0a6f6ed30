package dev.tollgate.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.access.Grant.Forbidden;
import dev.tollgate.gateway.access.Grant.Granted;
import dev.tollgate.gateway.access.Grant.UnknownModel;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.wire.Head;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {
    private final World world = new World().provider("openai", "gpt-4o", "gpt-4o-mini").provider("local", "qwen")
            .route("fast", "openai/gpt-4o-mini").route("dear", "openai/gpt-4o").route("gpt-*", "openai/*");

    private Grant grant(KeyEntry key, String model, String... head) {
        return world.access.grant(world.config(), key, Head.of(head), World.ask(model));
    }

    private Forbidden forbidden(Grant grant) {
        return assertInstanceOf(Forbidden.class, grant);
    }

    @Test
    void aKeyWithoutRoutesMayUseAll() {
        var granted = assertInstanceOf(Granted.class, grant(World.key(), "fast"));
        assertEquals("fast", granted.route().name());
        assertEquals("fast", granted.routeAsked());
        assertEquals(OptionalLong.empty(), granted.maxPicos());
        assertEquals("app", granted.who().values().get(Dimension.KEY));
    }

    @ParameterizedTest
    @CsvSource({"fast,fast,true", "fast,dear,false", "fast,gpt-4.1,false", "gpt-*,gpt-4.1,true", "gpt-*,fast,false",
            "*,dear,true", "openai/*,openai/gpt-4o,true", "gpt-*,openai/gpt-4o,false", "qwen,qwen,true",
            "local/*,qwen,true", "fast,qwen,false", "local/qwen,local/qwen,true", "fas,fast,false"})
    void aKeyMayUseWhatItsRoutesAllow(String allowed, String model, boolean may) {
        var grant = grant(World.key(allowed), model);
        if (may) {
            assertInstanceOf(Granted.class, grant);
        } else {
            var no = forbidden(grant);
            assertEquals(Reason.MODEL_NOT_ALLOWED, no.reason());
            assertEquals(403, no.status());
            assertEquals("model_not_allowed", no.code());
            assertTrue(no.message().contains(model) && no.message().contains(allowed), no.message());
        }
    }

    @Test
    void theRouteHeaderOverridesTheModelsRoute() {
        var granted = assertInstanceOf(Granted.class, grant(World.key(), "fast", "X-Tollgate-Route", " dear "));
        assertEquals("dear", granted.route().name());
        assertEquals("dear", granted.routeAsked());
    }

    @Test
    void theRouteHeaderCannotWidenWhatTheKeyAllows() {
        assertEquals(Reason.MODEL_NOT_ALLOWED,
                forbidden(grant(World.key("fast"), "fast", "x-tollgate-route", "dear")).reason());
        assertEquals(Reason.MODEL_NOT_ALLOWED,
                forbidden(grant(World.key("fast"), "fast", "x-tollgate-route", "gpt-*")).reason());
    }

    @Test
    void aRouteHeaderThatNamesNothingIsSaidSo() {
        var unknown = assertInstanceOf(UnknownModel.class, grant(World.key(), "fast", "x-tollgate-route", "deer"));
        assertEquals(List.of("dear"), unknown.near());
        assertTrue(unknown.message().contains("x-tollgate-route"), unknown.message());
    }

    @Test
    void anUnknownModelNamesNearOnesThatTheKeyMayUse() {
        var unknown = assertInstanceOf(UnknownModel.class, grant(World.key("fast"), "fasst"));
        assertEquals(List.of("fast"), unknown.near());
        assertTrue(unknown.message().contains("fasst") && unknown.message().contains("PROVIDER/MODEL"));
        assertEquals(List.of(), assertInstanceOf(UnknownModel.class, grant(World.key("fast"), "deer")).near());
    }

    @Test
    void anExpiredKeyIsRefusedFromItsInstantOn() {
        var key = KeyEntry.of("app", new Secret.Hashed("")).withExpires(Optional.of(World.NOON.plusSeconds(1)));
        assertInstanceOf(Granted.class, grant(key, "fast"));
        world.time.advance(Duration.ofSeconds(1));
        var no = forbidden(grant(key, "fast"));
        assertEquals(Reason.KEY_EXPIRED, no.reason());
        assertEquals(401, no.status());
        assertEquals("invalid_api_key", no.code());
        assertEquals("app", no.who().values().get(Dimension.KEY));
    }

    @Test
    void aPausedKeyIsRefusedAndCounted() {
        world.pauses.pause("app", "console");
        var no = forbidden(grant(World.key(), "fast"));
        assertEquals(Reason.KEY_PAUSED, no.reason());
        assertEquals(403, no.status());
        assertEquals("key_paused", no.code());
        assertTrue(no.message().contains("console"), no.message());
        assertTrue(no.message().endsWith("POST /tollgate/v1/keys/app/resume."), no.message());
        assertEquals(1, world.pauses.all().getFirst().refused());
    }

    @Test
    void everythingPausedSaysSo() {
        world.pauses.pause(Pauses.EVERYTHING, "console");
        var no = forbidden(grant(World.key(), "fast"));
        assertEquals(Reason.PAUSED, no.reason());
        assertEquals("paused", no.code());
        assertTrue(no.message().endsWith("POST /tollgate/v1/keys/*/resume."), no.message());
    }

    @ParameterizedTest
    @CsvSource({"0.05,50000000000", "1,1000000000000", "0,0", ".5,500000000000"})
    void theCallersOwnLimitIsRead(String header, long picos) {
        var granted = assertInstanceOf(Granted.class, grant(World.key(), "fast", "x-tollgate-max-usd", header));
        assertEquals(OptionalLong.of(picos), granted.maxPicos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "five", "1e999999999", "NaN", "1,5", "99999999999999999999999", ".", "1.2.3"})
    void aLimitThatCannotBeReadIsRefusedRatherThanIgnored(String header) {
        var no = forbidden(grant(World.key(), "fast", "x-tollgate-max-usd", header));
        assertEquals(Reason.INVALID_REQUEST, no.reason());
        assertEquals(400, no.status());
        assertTrue(no.message().contains("x-tollgate-max-usd"));
    }

    @Test
    void aRefusalKnowsForWhomTheCallWas() {
        var no = forbidden(grant(World.key("fast"), "dear", "x-tollgate-customer", "acme"));
        assertEquals("acme", no.who().values().get(Dimension.CUSTOMER));
        var unknown = assertInstanceOf(UnknownModel.class,
                grant(World.key(), "nothing-like-it", "x-tollgate-customer", "acme"));
        assertEquals("acme", unknown.who().values().get(Dimension.CUSTOMER));
    }

    @Test
    void aControlCharacterInAModelNameReachesNoMessage() {
        var unknown = assertInstanceOf(UnknownModel.class, grant(World.key(), "a\r\nb" + "x".repeat(5_000)));
        assertFalse(unknown.message().chars().anyMatch(Character::isISOControl));
        assertTrue(unknown.message().length() < 500);
    }

    @Test
    void notesTellOfTheChoiceAndOfIgnoredHeaders() {
        world.provider("azure", "gpt-4o", "o3").provider("other", "o3");
        var granted = assertInstanceOf(Granted.class,
                grant(World.key(), "o3", "x-portkey-metadata", "{oops", "x-tollgate-traffic", "urgent"));
        assertEquals("azure/o3", granted.route().name());
        assertEquals(3, granted.notes().size(), granted.notes().toString());
        assertTrue(granted.notes().getFirst().contains("other has it too"), granted.notes().toString());
    }
}
