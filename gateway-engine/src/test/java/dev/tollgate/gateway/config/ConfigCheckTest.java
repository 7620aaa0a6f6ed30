package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Values that come from the console and not from a file are held to the same rules.
final class ConfigCheckTest {
    private static final GatewayConfig EMPTY = GatewayConfig.empty(ZoneOffset.UTC);

    @Test
    void theEmptyConfigurationIsRight() {
        assertEquals(List.of(), ConfigCheck.of(EMPTY));
    }

    @Test
    void whatAFormCanGetWrongIsNamed() {
        var openai = provider("openai", "https://api.openai.com/v1/");
        var config = EMPTY.withListen(EMPTY.listen().withPort(-1)).withProviders(List.of(openai, openai))
                .withRoutes(List.of(Route.of("two words", List.of())))
                .withKeys(List.of(KeyEntry.of("", new Secret.Hashed("00"))))
                .withBudgets(List.of(Budget.usd("b", new Scope(Map.of(Dimension.MODEL, "x"), Optional.empty()),
                        Budget.Calendar.DAY, 0)));
        assertEquals(List.of("listen.port", "providers.openai.base_url", "providers.openai",
                "providers.openai.base_url", "routes.\"two words\"", "routes.\"two words\".targets", "keys[0].name",
                "budgets[0].usd", "budgets[0].scope.model"), paths(config, false));
    }

    @Test
    void aRouteOverAProviderThatIsOffIsOnlyWarnedOf() {
        var off = new Provider("local", Dialect.OPENAI, "http://localhost:11434/v1", List.of(), true, false, List.of(),
                Optional.empty(), Optional.empty());
        var target = new Target("local", "m", RouteType.DIRECT, OptionalLong.empty(), OptionalLong.empty());
        var config = EMPTY.withProviders(List.of(off)).withRoutes(List.of(Route.of("r", List.of(target))));
        assertEquals(List.of(), paths(config, false));
        assertEquals(List.of("routes.r"), paths(config, true));
    }

    @Test
    void aHostedProviderWithoutAKeyAndAPriceOfATokenAreWarnedOf() {
        var row = new PriceRow("openay", "m", Instant.EPOCH, Optional.empty(), Map.of(Unit.INPUT, 1L), 0, List.of(),
                false, "typed");
        var config = EMPTY.withProviders(List.of(provider("openai", "https://api.openai.com/v1")))
                .withPrices(List.of(row));
        assertEquals(List.of(), paths(config, false));
        assertEquals(List.of("providers.openai.credentials", "prices[0].provider", "prices[0].input"),
                paths(config, true));
    }

    /// Two dimensions, one of them with many values, are in no roll-up: what their requests were is forgotten with them.
    @Test
    void aBudgetThatForgetsAtARestartSaysSo() {
        var ofAcme = new Scope(Map.of(Dimension.CUSTOMER, "acme"), Optional.of(Dimension.THREAD));
        var alone = new Scope(Map.of(), Optional.of(Dimension.THREAD));
        var acme = new Scope(Map.of(Dimension.CUSTOMER, "acme"), Optional.empty());
        for (var budget : List.of(Budget.usd("b", ofAcme, Budget.Calendar.TOTAL, 5),
                Budget.usd("b", alone, new Budget.Every(Duration.ofDays(91)), 5))) {
            assertEquals(List.of("budgets[0].window"), paths(EMPTY.withBudgets(List.of(budget)), true));
        }
        for (var budget : List.of(Budget.usd("b", ofAcme, Budget.Calendar.MONTH, 5),
                Budget.usd("b", alone, Budget.Calendar.TOTAL, 5), Budget.usd("b", acme, Budget.Calendar.TOTAL, 5))) {
            assertEquals(List.of(), ConfigCheck.of(EMPTY.withBudgets(List.of(budget))));
        }
    }

    /// A model's name is misspelt as easily as a route's; what nobody lists may be right all the same.
    @Test
    void aKeysRouteThatIsNearlyAModelIsWarnedOf() {
        var local = new Provider("local", Dialect.OPENAI, "http://localhost:11434/v1", List.of(), true, true,
                List.of("qwen3:4b"), Optional.empty(), Optional.empty());
        var target = new Target("local", "*", RouteType.DIRECT, OptionalLong.empty(), OptionalLong.empty());
        var config = EMPTY.withProviders(List.of(local)).withRoutes(List.of(Route.of("fast", List.of(target)),
                Route.of("gpt-*", List.of(target))))
                .withKeys(List.of(KeyEntry.of("a", new Secret.Hashed("00")).withRoutes(List.of("fast", "fats",
                        "qwen3:4b", "qwen3:4", "local/qwen3:4b", "local/qwen3:4", "gpt-5", "something-else"))));
        assertEquals(List.of("keys[0].routes[1]: no route and no model of a provider has the name 'fats'"
                + " (did you mean 'fast'?)",
                "keys[0].routes[3]: no route and no model of a provider has the name 'qwen3:4'"
                        + " (did you mean 'qwen3:4b'?)",
                "keys[0].routes[5]: no route and no model of a provider has the name 'local/qwen3:4'"
                        + " (did you mean 'local/qwen3:4b'?)"),
                ConfigCheck.of(config).stream().filter(problem -> problem.path().contains(".routes["))
                        .map(problem -> problem.path() + ": " + problem.message()).toList());
    }

    private static Provider provider(String name, String url) {
        return new Provider(name, Dialect.OPENAI, url, List.of(), false, true, List.of(), Optional.empty(),
                Optional.empty());
    }

    private static List<String> paths(GatewayConfig config, boolean warning) {
        return ConfigCheck.of(config).stream().filter(p -> p.warning() == warning).map(Problem::path).toList();
    }
}
