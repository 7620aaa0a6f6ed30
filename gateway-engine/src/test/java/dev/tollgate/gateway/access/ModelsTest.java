package dev.tollgate.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.access.Resolution.Found;
import dev.tollgate.gateway.access.Resolution.Missing;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
    private final World world = new World().provider("openai", "gpt-4o", "o3").provider("local", "qwen3:4b", "o3")
            .provider("off", false, "secret-model").route("fast", "openai/gpt-4o").route("gpt-*", "openai/*")
            .route("gpt-4*", "local/*").route("*-4*", "local/*").route("openai/o3", "local/o3");

    private static String route(GatewayConfig config, String model) {
        return assertInstanceOf(Found.class, Models.resolve(config, model)).route().name();
    }

    @ParameterizedTest
    @CsvSource({"fast,fast", "gpt-5,gpt-*", "gpt-4o,gpt-4*", "gpt-*,gpt-*", "x-4x,*-4*", "openai/o3,openai/o3",
            "openai/o1,openai/o1", "local/a/b/c,local/a/b/c", "off/secret-model,off/secret-model", "o3,openai/o3",
            "qwen3:4b,local/qwen3:4b"})
    void namesResolveExactThenPatternThenProviderThenBare(String model, String route) {
        assertEquals(route, route(world.config(), model));
    }

    @Test
    void theModelsNameAtTheProviderIsWhatStandsBehindTheFirstSlash() {
        var route = assertInstanceOf(Found.class, Models.resolve(world.config(), "local/a/b/c")).route();
        assertEquals("local", route.targets().getFirst().provider());
        assertEquals("a/b/c", route.targets().getFirst().model());
    }

    @ParameterizedTest
    @CsvSource({"secret-model", "nobody/x", "/x", "openai/", "FAST", "'fast '", "fas"})
    void whatNobodyHasIsMissing(String model) {
        assertInstanceOf(Missing.class, Models.resolve(new World().provider("openai", "o3")
                .provider("off", false, "secret-model").route("fast", "openai/o3").config(), model));
    }

    @Test
    void ofSeveralProvidersTheFirstInOrderIsTakenAndSaid() {
        var found = assertInstanceOf(Found.class, Models.resolve(world.config(), "o3"));
        assertEquals(List.of("openai was taken for o3 as the first in order; local has it too"), found.notes());
    }

    @Test
    void strictModelsTurnsBareNamesOff() {
        assertInstanceOf(Missing.class, Models.resolve(world.strict(), "o3"));
        assertEquals("local/x", route(world.strict(), "local/x"));
        assertEquals("fast", route(world.strict(), "fast"));
    }

    @Test
    void aCatalogueProvidersModelsNeedNoList() {
        var openai = Catalogue.byId("openai").orElseThrow();
        var config = new World().config().withProviders(List.of(new Provider("mine", Dialect.OPENAI, openai.baseUrl(),
                List.of(), false, true, List.of(), java.util.Optional.empty(), java.util.Optional.empty())));
        var model = openai.models().getFirst();
        assertEquals("mine/" + model, route(config, model));
        assertTrue(Models.visible(config, World.key()).contains(new ListedModel(model, "mine")));
    }

    @Test
    void nearNamesComeBestFirst() {
        var missing = assertInstanceOf(Missing.class, Models.resolve(world.config(), "fsat"));
        assertEquals(List.of("fast"), missing.near());
    }

    @ParameterizedTest
    @CsvSource({"*,anything,true", "*,'',true", "a*,a,true", "a*c,abbbc,true", "a*c,abbb,false", "*b*,abc,true",
            "a**c,ac,true", "abc,abc,true", "abc,abcd,false", "a.c,abc,false", "*ab,aab,true", "*a*b*c*,xaxbxcx,true"})
    void aStarStandsForAnyText(String pattern, String name, boolean matches) {
        assertEquals(matches, Allowed.matches(pattern, name));
    }

    @Test
    void aHostilePatternIsStillFast() {
        assertEquals(false, Allowed.matches("*a".repeat(50) + "b", "a".repeat(5_000)));
    }

    @Test
    void theListShowsWhatTheKeyMayUse() {
        var config = new World().provider("openai", "gpt-4o", "o3").provider("off", false, "hidden")
                .route("fast", "openai/o3").route("gpt-*", "openai/*").config();
        assertEquals(List.of(new ListedModel("fast", "tollgate"), new ListedModel("gpt-4o", "openai"),
                new ListedModel("o3", "openai")), Models.visible(config, World.key()));
        assertEquals(List.of("gpt-4o"), ids(Models.visible(config, World.key("gpt-*"))));
        assertEquals(List.of("fast"), ids(Models.visible(config, World.key("fast"))));
    }

    private static List<String> ids(List<ListedModel> models) {
        return new ArrayList<>(models).stream().map(ListedModel::id).toList();
    }
}
