package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Endpoint;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Providers of the dialect `bedrock`: their region, and the two kinds of credentials.
class BedrockConfigTest {
    private static final String KEYS = "\"literal:AKIDEXAMPLE0000:wJalrXUtnFEMI/K7\"";

    private static ConfigFile.Parsed parse(String fields) {
        return ConfigFile.parse("providers: { aws: { dialect: bedrock, " + fields + " } }", "t.yaml", ZoneOffset.UTC);
    }

    private static Provider provider(String fields) {
        return assertInstanceOf(ConfigFile.Parsed.Good.class, parse(fields)).config().providers().getFirst();
    }

    @ParameterizedTest
    @CsvSource({"https://bedrock-runtime.us-east-1.amazonaws.com,us-east-1",
            "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com,us-gov-west-1",
            "https://bedrock-runtime.cn-north-1.amazonaws.com.cn,cn-north-1",
            "https://bedrock-runtime.eu-central-2.api.aws,eu-central-2",
            "https://vpce-0a.bedrock-runtime.ap-southeast-4.vpce.amazonaws.com,ap-southeast-4"})
    void theHostsNameTellsTheRegion(String url, String region) {
        var provider = provider("base_url: \"" + url + "\", credentials: [" + KEYS + "]");
        assertEquals(Optional.of(region), AwsRegion.of(provider));
        assertEquals(Optional.of(Endpoint.CONVERSE), Serving.at(provider, Endpoint.CHAT));
        assertEquals(Optional.empty(), Serving.at(provider, Endpoint.EMBEDDINGS));
    }

    @Test
    void theProvidersOwnRegionComesFirst() {
        assertEquals(Optional.of("eu-west-1"), AwsRegion.of(provider(
                "base_url: \"https://bedrock-runtime.us-east-1.amazonaws.com\", region: eu-west-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://proxy.example", "https://us-east-1.example", "http://127.0.0.1:9",
            "https://bedrock-runtime.amazonaws.com"})
    void keysWithoutARegionAreAMistakeInWords(String url) {
        var wrong = assertInstanceOf(ConfigFile.Parsed.Wrong.class,
                parse("base_url: \"" + url + "\", credentials: [" + KEYS + "]")).problems();
        assertEquals(1, wrong.stream().filter(p -> !p.warning()).count(), wrong.toString());
        var first = wrong.stream().filter(p -> !p.warning()).findFirst().orElseThrow();
        assertEquals("providers.aws.region", first.path());
        assertTrue(first.message().contains("set region, such as us-east-1"), first.message());
        assertFalse(wrong.toString().contains("wJalr"), wrong.toString());
    }

    @Test
    void whatIsNotKnownYetIsAWarningAndAnApiKeyNone() {
        var warned = assertInstanceOf(ConfigFile.Parsed.Good.class,
                parse("base_url: \"https://proxy.example\", credentials: [env:AWS_KEYS]")).warnings();
        assertTrue(warned.stream().anyMatch(p -> p.path().equals("providers.aws.region")), warned.toString());
        var key = assertInstanceOf(ConfigFile.Parsed.Good.class,
                parse("base_url: \"https://proxy.example\", credentials: [\"literal:ABSKexample\"]")).warnings();
        assertTrue(key.stream().noneMatch(p -> p.path().equals("providers.aws.region")), key.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Frankfurt", "us east 1", "us-east", "x/us-east-1"})
    void aRegionThatIsNoneOfAmazonsIsAMistake(String region) {
        var wrong = assertInstanceOf(ConfigFile.Parsed.Wrong.class, parse(
                "base_url: \"https://proxy.example\", region: \"" + region + "\"")).problems();
        assertEquals("providers.aws.region", wrong.getFirst().path());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a:b | a | b | ", "a:b:c | a | b | c", " a:b+/= | a | b+/= | "})
    void keysAreTwoOrThreeTexts(String text, String id, String secret, String session) {
        var keys = AwsKeys.read(text).orElseThrow();
        assertEquals(new AwsKeys(id, secret, Optional.ofNullable(session)), keys);
        assertEquals("AwsKeys[…]", keys.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABSKQmVk", "", "a:", ":b", "a:b:c:d", "a b:c", "bedrock-api-key-YmVk"})
    void anythingElseIsNoKeys(String text) {
        assertEquals(Optional.empty(), AwsKeys.read(text));
    }
}
