package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is read back to an equal value, whatever the names and numbers are.
final class ConfigTextTest {
    private static final List<String> ODD = List.of("plain", "true", "no", "null", "~", "007", "1.5", "0x1F", "a: b",
            "- dash", "#hash", "*star", "&and", "it's", "say \"hi\"", "back\\slash", "über", "名前", "😀", "a\u2028b",
            "%percent", "@at", "`tick`", "{brace}", "[list]", "trailing:", "2026-01-01", "on", "<<", "?", "=");

    @Test
    void theEmptyConfigurationIsReadBack() {
        assertReadsBack(GatewayConfig.empty(ZoneId.of("Europe/Berlin")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void anyConfigurationIsReadBack(int seed) {
        for (int i = 0; i < 40; i++) {
            assertReadsBack(new Making(RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 100L + i)).config());
        }
    }

    private static void assertReadsBack(GatewayConfig config) {
        var text = ConfigText.write(config);
        var good = assertInstanceOf(ConfigFile.Parsed.Good.class,
                ConfigFile.parse(text, "written.yaml", ZoneOffset.MAX),
                () -> text + ConfigFile.parse(text, "written.yaml", ZoneOffset.MAX));
        assertEquals(config, good.config(), text);
        assertEquals(text, ConfigText.write(good.config()));
    }

    /// Makes configurations that may be used, with every field set now and then.
    private record Making(RandomGenerator random) {
        GatewayConfig config() {
            var providers = IntStream.range(0, 1 + random.nextInt(3)).mapToObj(this::provider).toList();
            var keys = IntStream.range(0, random.nextInt(4)).mapToObj(this::key).toList();
            var routes = IntStream.range(0, random.nextInt(4)).mapToObj(i -> route(i, providers)).toList();
            return new GatewayConfig(listen(), ZoneId.of(pick(List.of("UTC", "Europe/Berlin", "Asia/Kolkata"))),
                    new Network(pick(List.of("system", "none", "http://proxy:3128")), maybe(odd())),
                    maybe(new Secret.Env("ADMIN")), random.nextBoolean(), providers,
                    routes, keys,
                    IntStream.range(0, random.nextInt(4)).mapToObj(i -> budget(i, keys)).toList(),
                    IntStream.range(0, random.nextInt(4)).mapToObj(this::price).toList(),
                    random.nextBoolean() ? Retention.DEFAULTS : new Retention(duration(), duration(), duration()),
                    alarming(), customers(routes));
        }

        private Alarming alarming() {
            var channels = IntStream.range(0, random.nextInt(3)).mapToObj(i -> new Channel("channel" + i,
                    "https://example.com/hook?x=" + i, maybe(new Secret.Env("HOOK")))).toList();
            return new Alarming(IntStream.range(0, random.nextInt(5)).mapToObj(i -> rule(i, channels)).toList(),
                    channels);
        }

        private AlarmRule rule(int i, List<Channel> channels) {
            var kind = pick(List.of(AlarmRule.Kind.values()));
            var scope = kind == AlarmRule.Kind.BUDGET
                    ? Scope.EVERYTHING
                    : new Scope(random.nextBoolean() ? Map.of() : Map.of(Dimension.CUSTOMER, odd()),
                            Optional.of(Dimension.KEY));
            var rule = AlarmRule.of(name() + i, kind, scope).withWindow(Duration.ofSeconds(5 + random.nextInt(900)));
            if (kind != AlarmRule.Kind.LOOP && kind != AlarmRule.Kind.BUDGET) {
                rule = rule.withFloor(random.nextInt(1_000_000)).withCeiling(1_000_000);
                rule = random.nextBoolean() ? rule : rule.withFactor(1 + random.nextInt(1, 1000) / 8.0);
                rule = random.nextBoolean()
                        ? rule
                        : rule.withActions(EnumSet.of(AlarmRule.Action.PAUSE, AlarmRule.Action.CUT));
            }
            var to = channels.isEmpty() || random.nextBoolean()
                    ? List.<String>of()
                    : List.of(channels.getFirst().name());
            return new AlarmRule(rule.name(), kind, rule.scope(), rule.window(), rule.factor(), rule.floor(),
                    rule.ceiling(), 1 + random.nextInt(30), 2 + random.nextInt(9), 1 + random.nextInt(9),
                    rule.actions(), to);
        }

        private Listen listen() {
            return random.nextBoolean()
                    ? Listen.DEFAULTS
                    : new Listen(List.of("127.0.0.1", "::1", "localhost"), random.nextInt(65_536),
                            List.of("gateway.example.com"), List.of("https://app.example.com"),
                            1 + random.nextLong(2_000_000_000), 1 + random.nextLong(2_000_000_000), duration());
        }

        private Provider provider(int i) {
            return new Provider("provider " + i + name().replace("*", ""), Dialect.OPENAI,
                    "https://example.com:" + (1 + i),
                    random.nextBoolean() ? List.of() : credentials(i), random.nextBoolean(), random.nextBoolean(),
                    random.nextBoolean() ? List.of() : List.of(odd(), odd()),
                    random.nextBoolean() ? Optional.empty() : Optional.of(EnumSet.of(Endpoint.CHAT)), maybe(health()),
                    maybe(odd()), maybe("2024-10-21"), Optional.empty());
        }

        private List<Credential> credentials(int i) {
            return List.of(Credential.of(secret(i)),
                    new Credential(secret(i + 50), maybeLong(), maybeLong(), maybeLong()));
        }

        private OptionalLong maybeLong() {
            return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(1 + random.nextLong(1_000_000));
        }

        private Secret secret(int i) {
            return switch (random.nextInt(5)) {
                case 4 -> new Secret.Keychain("entry " + i + odd());
                case 0 -> new Secret.Env("VARIABLE_" + i);
                case 1 -> new Secret.InFile("/run/secrets/" + i + odd());
                case 2 -> new Secret.Stored("id " + i + odd());
                default -> new Secret.Literal(i + odd());
            };
        }

        private Route route(int i, List<Provider> providers) {
            var targets = IntStream.range(0, 1 + random.nextInt(3)).mapToObj(_ -> target(providers)).toList();
            var name = ("route" + i + name()).replace(" ", "") + (random.nextBoolean() ? "*" : "");
            return random.nextBoolean()
                    ? Route.of(name, targets)
                    : new Route(name, targets,
                            new Timeouts(duration(), maybe(duration()), maybe(duration()), duration(), duration()),
                            new Retries(random.nextInt(5), Duration.ofMillis(200), duration().plusMillis(200)),
                            health(), random.nextBoolean(), random.nextLong(1_000_000_000_000L),
                            random.nextBoolean(), policy());
        }

        private Policy policy() {
            return Policy.DEFAULTS.with(pick(List.of(Policy.Strategy.values())))
                    .with(pick(List.of(Policy.Sticky.values())))
                    .with(pick(List.of(Policy.Rescue.AUTO, Policy.Rescue.ERROR)));
        }

        private Condition condition() {
            var values = Map.of(Dimension.TRAFFIC, Set.of("background", "normal"), Dimension.CUSTOMER, Set.of(odd()));
            var hours = List.of(Hours.parse("22:00-06:00").orElseThrow(), Hours.parse("fri-mon 09:30-24:00")
                    .orElseThrow());
            return new Condition(random.nextBoolean() ? Map.of() : values, tokens(), OptionalLong.empty(),
                    maybe(random.nextBoolean()), maybe(random.nextBoolean()), maybe(random.nextBoolean()),
                    maybe(random.nextBoolean()), random.nextBoolean() ? List.of() : hours,
                    random.nextBoolean() ? Map.of() : Map.of(Condition.ANY, random.nextInt(101)),
                    random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(50)),
                    random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(60 + random.nextInt(40)));
        }

        private Target target(List<Provider> providers) {
            return new Target(pick(providers).name(), random.nextBoolean() ? "*" : odd().replace("*", "x"),
                    pick(List.of(RouteType.values())), tokens(), tokens(), 1 + random.nextInt(9),
                    random.nextBoolean() ? Condition.ALWAYS : condition(), Optional.empty(), maybe(name()),
                    random.nextBoolean() ? Quota.NONE : new Quota(tokens(), tokens(), tokens()));
        }

        private List<Customer> customers(List<Route> routes) {
            return routes.isEmpty() || random.nextBoolean()
                    ? List.of()
                    : List.of(new Customer(name(), Map.of("any*", routes.getFirst().name())),
                            new Customer(name() + "x", Map.of()));
        }

        private KeyEntry key(int i) {
            var secret = random.nextBoolean() ? new Secret.Hashed("%064x".formatted(i)) : secret(i + 100);
            return new KeyEntry("key" + i + name().replace("*", ""), secret,
                    random.nextBoolean()
                            ? List.of()
                            : List.of(new KeyEntry.Former(secret(i + 200), Instant.EPOCH.plusMillis(random.nextInt()))),
                    random.nextBoolean() ? List.of() : List.of("gpt-*", odd()),
                    random.nextBoolean() ? Map.of() : Map.of(Dimension.CUSTOMER, odd(), Dimension.FEATURE, "a b"),
                    random.nextBoolean() ? Map.of() : Map.of(Dimension.TRAFFIC, "background"),
                    random.nextBoolean()
                            ? KeyLimits.NONE
                            : new KeyLimits(tokens(), tokens(), tokens(), tokens(), tokens(), tokens()),
                    maybe(new KeyEntry.Owner(odd(), maybe("dana@example.com"))),
                    random.nextBoolean() ? List.of() : List.of(Dimension.FEATURE, Dimension.CUSTOMER),
                    pick(List.of(KeyEntry.OnMissing.values())),
                    maybe(Instant.EPOCH.plusSeconds(random.nextLong(4_000_000_000L))));
        }

        private Budget budget(int i, List<KeyEntry> keys) {
            var scopes = new ArrayList<>(List.of(Scope.EVERYTHING, new Scope(Map.of(), Optional.of(Dimension.KEY)),
                    new Scope(Map.of(Dimension.CUSTOMER, odd(), Dimension.TRAFFIC, "critical"),
                            Optional.of(Dimension.THREAD))));
            keys.forEach(key -> scopes.add(new Scope(Map.of(Dimension.KEY, key.name()), Optional.empty())));
            return new Budget("budget" + i + name(), pick(scopes), window(), pick(List.of(Budget.Unit.values())),
                    1 + random.nextLong(Long.MAX_VALUE - 1), steps(),
                    random.nextBoolean() ? Set.of() : Set.of(Traffic.CRITICAL, Traffic.BACKGROUND),
                    random.nextBoolean());
        }

        private Budget.Window window() {
            return random.nextBoolean()
                    ? pick(List.of(Budget.Calendar.values()))
                    : new Budget.Every(duration().plusSeconds(1));
        }

        private List<Budget.Step> steps() {
            return random.nextBoolean()
                    ? Budget.BLOCK_AT_FULL
                    : List.of(new Budget.Step(1 + random.nextInt(50), Budget.Action.NOTIFY),
                            new Budget.Step(51 + random.nextInt(50), pick(List.of(Budget.Action.values()))));
        }

        private PriceRow price(int i) {
            var from = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i * 3_600L);
            return new PriceRow("openai", odd(), from, maybe(from.plusMillis(1 + random.nextInt(1_000_000_000))),
                    rates(),
                    random.nextLong(1_000_000_000L),
                    random.nextBoolean()
                            ? List.of()
                            : List.of(new PriceRow.Tier(200_000, random.nextBoolean(), rates())),
                    false, "typed").withBatch(random.nextBoolean());
        }

        private Map<Unit, Long> rates() {
            return Map.of(Unit.INPUT, random.nextLong(100_000_000), Unit.CACHE_READ, 2_800L, Unit.OUTPUT,
                    random.nextLong(1_000_000_000_000L));
        }

        private HealthRule health() {
            var cooldown = duration();
            return new HealthRule(1 + random.nextInt(9), duration(), cooldown, cooldown.plus(duration()));
        }

        private OptionalLong tokens() {
            return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(1 + random.nextInt(1_000_000));
        }

        private Duration duration() {
            return switch (random.nextInt(4)) {
                case 0 -> Duration.ofMillis(1 + random.nextInt(100_000));
                case 1 -> Duration.ofSeconds(1 + random.nextInt(1_000));
                case 2 -> Duration.ofMinutes(1 + random.nextInt(100));
                default -> Duration.ofDays(1 + random.nextInt(400));
            };
        }

        /// Names have no line breaks, not even this one.
        private String name() {
            return odd().replace("\u2028", "");
        }

        private String odd() {
            return pick(ODD);
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }

        private <T> Optional<T> maybe(T value) {
            return random.nextBoolean() ? Optional.of(value) : Optional.empty();
        }
    }
}
