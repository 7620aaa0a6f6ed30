package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes a configuration as YAML that [ConfigFile] reads back to an equal value. Secrets stand as references; a
/// literal one stands in full.
public final class ConfigText {
    private ConfigText() {}

    /// The whole configuration; what has its default is left out.
    public static String write(GatewayConfig config) {
        var top = new YamlBlock();
        listen(top, config.listen());
        top.text("billing_zone", config.billingZone().getId());
        if (!config.network().equals(Network.DEFAULTS)) {
            var network = top.block("network").text("proxy", config.network().proxy());
            config.network().ca().ifPresent(ca -> network.text("ca", ca));
        }
        config.adminKey().ifPresent(secret -> top.text("admin_key", SecretText.print(secret)));
        top.flag("strict_models", config.strictModels(), false);
        var providers = top.block("providers");
        config.providers().forEach(provider -> provider(providers.block(provider.name()), provider));
        var routes = top.block("routes");
        config.routes().forEach(route -> route(routes.block(route.name()), route));
        config.keys().forEach(key -> key(top.item("keys"), key));
        config.budgets().forEach(budget -> GuardText.budget(top.item("budgets"), budget));
        config.prices().stream().filter(row -> !row.shipped()).forEach(row -> PriceText.write(top.item("prices"), row));
        retention(top, config.retention());
        AlarmText.write(top, config.alarming());
        PolicyText.customers(top, config);
        return top.render();
    }

    private static void listen(YamlBlock top, Listen listen) {
        var defaults = Listen.DEFAULTS;
        var block = top.block("listen");
        block.list("host", listen.hosts());
        block.raw("port", Integer.toString(listen.port()));
        if (!listen.allowedHosts().isEmpty()) {
            block.list("allowed_hosts", listen.allowedHosts());
        }
        if (!listen.allowedOrigins().equals(defaults.allowedOrigins())) {
            block.list("allowed_origins", listen.allowedOrigins());
        }
        if (listen.maxBody() != defaults.maxBody()) {
            block.raw("max_body", Amounts.printBytes(listen.maxBody()));
        }
        if (listen.maxMultipart() != defaults.maxMultipart()) {
            block.raw("max_multipart", Amounts.printBytes(listen.maxMultipart()));
        }
        duration(block, "head_timeout", listen.headTimeout(), defaults.headTimeout());
    }

    private static void provider(YamlBlock block, Provider provider) {
        block.text("dialect", provider.dialect().word()).text("base_url", provider.baseUrl());
        credentials(block, provider.credentials());
        block.flag("free", provider.free(), false);
        block.flag("enabled", provider.enabled(), true);
        if (!provider.models().isEmpty()) {
            block.list("models", provider.models());
        }
        provider.endpoints().ifPresent(
                endpoints -> block.list("endpoints", endpoints.stream().sorted().map(Word::word).toList()));
        provider.health().ifPresent(rule -> health(block.block("health"), rule));
        provider.region().ifPresent(region -> block.text("region", region));
        provider.apiVersion().ifPresent(version -> block.text("api_version", version));
        provider.project().ifPresent(project -> block.text("project", project));
    }

    private static void credentials(YamlBlock block, List<Credential> credentials) {
        if (credentials.stream().noneMatch(Credential::isLimited)) {
            block.list("credentials", credentials.stream().map(c -> SecretText.print(c.secret())).toList());
            return;
        }
        for (var credential : credentials) {
            var item = block.item("credentials").text("secret", SecretText.print(credential.secret()));
            tokens(item, "rpm", credential.rpm());
            tokens(item, "tpm", credential.tpm());
            tokens(item, "parallel", credential.parallel());
        }
    }

    private static void route(YamlBlock block, Route route) {
        if (!route.timeouts().equals(Timeouts.DEFAULTS)) {
            timeouts(block.block("timeouts"), route.timeouts());
        }
        if (!route.retries().equals(Retries.DEFAULTS)) {
            block.block("retries").raw("attempts", Integer.toString(route.retries().attempts()))
                    .raw("backoff", Durations.print(route.retries().backoff()))
                    .raw("max_backoff", Durations.print(route.retries().maxBackoff()));
        }
        if (!route.health().equals(HealthRule.DEFAULTS)) {
            health(block.block("health"), route.health());
        }
        block.flag("strict", route.strict(), false);
        if (route.refuseUnpriced()) {
            block.text("unpriced", "refuse");
        }
        if (route.standInPicos() != Route.STAND_IN) {
            block.raw("stand_in_usd", Amounts.print(route.standInPicos()));
        }
        PolicyText.policy(block, route.policy());
        route.targets().forEach(target -> target(block.item("targets"), target));
    }

    private static void target(YamlBlock block, Target target) {
        block.text("provider", target.provider()).text("model", target.model()).text("type", target.type().word());
        tokens(block, "context", target.context());
        tokens(block, "max_output", target.maxOutput());
        PolicyText.target(block, target);
    }

    private static void tokens(YamlBlock block, String name, OptionalLong tokens) {
        tokens.ifPresent(count -> block.raw(name, Long.toString(count)));
    }

    private static void timeouts(YamlBlock block, Timeouts timeouts) {
        var defaults = Timeouts.DEFAULTS;
        duration(block, "connect", timeouts.connect(), defaults.connect());
        timeouts.firstToken().ifPresent(limit -> block.raw("first_token", Durations.print(limit)));
        timeouts.response().ifPresent(limit -> block.raw("response", Durations.print(limit)));
        duration(block, "idle", timeouts.idle(), defaults.idle());
        duration(block, "total", timeouts.total(), defaults.total());
    }

    private static void health(YamlBlock block, HealthRule rule) {
        block.raw("failures", Integer.toString(rule.failures())).raw("window", Durations.print(rule.window()))
                .raw("cooldown", Durations.print(rule.cooldown()))
                .raw("max_cooldown", Durations.print(rule.maxCooldown()));
    }

    private static void duration(YamlBlock block, String name, Duration duration, Duration otherwise) {
        if (!duration.equals(otherwise)) {
            block.raw(name, Durations.print(duration));
        }
    }

    private static void key(YamlBlock block, KeyEntry key) {
        block.text("name", key.name()).text("secret", SecretText.print(key.secret()));
        if (!key.routes().isEmpty()) {
            block.list("routes", key.routes());
        }
        attribution(block, "defaults", key.defaults());
        attribution(block, "fixed", key.fixed());
        key.expires().ifPresent(expires -> block.raw("expires", instant(expires)));
        GuardText.key(block, key);
        key.former().forEach(former -> block.item("former").text("secret", SecretText.print(former.secret()))
                .raw("until", instant(former.until())));
    }

    private static void attribution(YamlBlock block, String name, Map<Dimension, String> values) {
        if (!values.isEmpty()) {
            var inner = block.block(name);
            values.entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> inner.text(entry.getKey().word(), entry.getValue()));
        }
    }

    private static void retention(YamlBlock top, Retention retention) {
        if (!retention.equals(Retention.DEFAULTS)) {
            top.block("retention").raw("requests", Durations.print(retention.requests()))
                    .raw("rollup_minute", Durations.print(retention.rollupMinute()))
                    .raw("rollup_hour", Durations.print(retention.rollupHour()));
        }
    }

    /// A date where that says it all.
    static String instant(Instant instant) {
        var utc = instant.atOffset(ZoneOffset.UTC);
        return Optional.of(utc.toLocalDate().toString())
                .filter(date -> utc.toLocalTime().equals(LocalTime.MIDNIGHT) && date.length() == 10)
                .orElse(instant.toString());
    }
}
