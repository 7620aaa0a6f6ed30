package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dialect;
import java.util.List;
import java.util.OptionalLong;

/// What is wrong with a configuration as a value: references, duplicates, ranges. Shared by files and by edits, so that
/// neither can bring in what the other refuses.
public final class ConfigCheck {
    private static final long MOST_BODY = 2_000_000_000;

    private final GatewayConfig config;
    private final Findings found = new Findings();

    private ConfigCheck(GatewayConfig config) {
        this.config = config;
    }

    /// Mistakes and warnings, without lines; no mistake means that the configuration may be used.
    public static List<Problem> of(GatewayConfig config) {
        var check = new ConfigCheck(config);
        check.listen();
        check.retention();
        Urls.proxy(config.network().proxy()).ifPresent(why -> check.found.mistake("network.proxy", why));
        check.providers();
        new RouteCheck(config, check.found).run();
        new KeyCheck(config, check.found).run();
        new BudgetCheck(config, check.found).run();
        new PriceCheck(config, check.found).run();
        new AlarmCheck(config.alarming(), check.found).run();
        return check.found.all();
    }

    private void listen() {
        var listen = config.listen();
        found.check(!listen.hosts().isEmpty(), "listen.host", "needs at least one address");
        listen.hosts().forEach(host -> found.check(isHost(host), "listen.host",
                "must be an address or a name such as 127.0.0.1 or localhost, without a port"));
        found.check(listen.port() >= 0 && listen.port() <= 65_535, "listen.port", "must be between 0 and 65535");
        listen.allowedHosts().forEach(host -> found.check(!host.isBlank() && !host.contains("/"),
                "listen.allowed_hosts", "takes names such as gateway.example.com, without http:// and path"));
        listen.allowedOrigins().forEach(origin -> found.check(origin.contains("://"), "listen.allowed_origins",
                "takes origins such as https://app.example.com or app://"));
        found.check(listen.maxBody() > 0 && listen.maxBody() <= MOST_BODY, "listen.max_body",
                "must be between 1B and 2GB");
        found.check(listen.maxMultipart() > 0 && listen.maxMultipart() <= MOST_BODY, "listen.max_multipart",
                "must be between 1B and 2GB");
        found.positive("listen.head_timeout", listen.headTimeout());
    }

    private static boolean isHost(String host) {
        return host.matches("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9]+)?]?");
    }

    private void retention() {
        found.positive("retention.requests", config.retention().requests());
        found.positive("retention.rollup_minute", config.retention().rollupMinute());
        found.positive("retention.rollup_hour", config.retention().rollupHour());
    }

    private void providers() {
        var names = found.once("a provider's name");
        for (var provider : config.providers()) {
            var path = Fields.child("providers", provider.name());
            found.simpleName(path, provider.name());
            names.see(provider.name(), path);
            provider(path, provider);
        }
    }

    private void provider(String path, Provider provider) {
        found.check(!Serving.all(provider.dialect()).isEmpty(), path + ".dialect",
                "the dialect " + provider.dialect().word() + " is not supported yet");
        Urls.base(provider.baseUrl()).ifPresent(why -> found.mistake(path + ".base_url", why));
        for (int i = 0; i < provider.credentials().size(); i++) {
            credential(path + ".credentials[" + i + "]", provider.credentials().get(i));
        }
        found.check(provider.region().filter(String::isBlank).isEmpty(), path + ".region", "must not be empty");
        if (provider.dialect() == Dialect.BEDROCK) {
            region(path + ".region", provider);
        }
        azure(path, provider);
        vertex(path, provider);
        found.check(provider.models().stream().noneMatch(String::isBlank), path + ".models", "a model needs a name");
        provider.health().ifPresent(rule -> health(found, path + ".health", rule));
        if (provider.credentials().isEmpty() && Catalogue.byBaseUrl(provider.baseUrl())
                .filter(CatalogueProvider::keyNeeded).isPresent()) {
            found.warning(path + ".credentials", "this provider answers no call without a key");
        }
    }

    /// What a secret holds is known here only where the file says it.
    private void region(String path, Provider provider) {
        var region = AwsRegion.of(provider);
        region.ifPresent(name -> found.check(AwsRegion.isOne(name), path,
                "is what calls to Bedrock are signed for: a region of Amazon's such as us-east-1"));
        var secrets = provider.credentials().stream().map(Credential::secret).toList();
        boolean signs = secrets.stream().anyMatch(ConfigCheck::isAwsKeys);
        found.check(region.isPresent() || !signs, path, AwsRegion.MISSING);
        if (region.isEmpty() && !signs && secrets.stream().anyMatch(secret -> !(secret instanceof Secret.Literal))) {
            found.warning(path, "is needed unless the credential is a Bedrock API key: " + AwsRegion.MISSING);
        }
    }

    private static boolean isAwsKeys(Secret secret) {
        return secret instanceof Secret.Literal(var value) && AwsKeys.read(value).isPresent();
    }

    /// Google's models live in a project and a place of it, but for those that a key alone reaches.
    private void vertex(String path, Provider provider) {
        var named = "[A-Za-z0-9.:_-]+";
        provider.project().ifPresent(project -> {
            found.check(provider.dialect() == Dialect.VERTEX, path + ".project",
                    "is of Vertex AI: leave it out for the dialect " + provider.dialect().word());
            found.check(project.matches(named), path + ".project", "must be a project's id such as my-project-123");
        });
        if (provider.dialect() == Dialect.VERTEX) {
            found.check(provider.region().filter(region -> !region.matches(named)).isEmpty(), path + ".region",
                    "must be a place such as europe-west1 or global");
            if (provider.project().isEmpty()) {
                found.warning(path + ".project", "is needed unless the credential is an API key of Vertex AI");
            }
        }
    }

    /// Azure OpenAI has two surfaces: one like everybody's, and an older one with a version in each address.
    private void azure(String path, Provider provider) {
        provider.apiVersion().ifPresent(version -> {
            found.check(provider.dialect() == Dialect.OPENAI, path + ".api_version",
                    "is Azure OpenAI's: leave it out for the dialect " + provider.dialect().word());
            found.check(version.matches("[A-Za-z0-9._-]+"), path + ".api_version",
                    "must be a version such as 2024-10-21");
        });
        boolean bare = Catalogue.byBaseUrl(provider.baseUrl())
                .filter(known -> known.key().auth() == CatalogueKey.Auth.API_KEY).isPresent()
                && provider.baseUrl().matches("[a-z]+://[^/]+(/openai)?");
        found.check(provider.apiVersion().isPresent() || !bare, path + ".base_url",
                "needs /openai/v1 at its end, or beside it api_version for the older surface");
    }

    private void credential(String path, Credential credential) {
        found.check(!(credential.secret() instanceof Secret.Hashed), path,
                "a hash is enough for keys of apps only; here the secret itself is needed");
        found.check(isLimit(credential.rpm()), path + ".rpm", "must be at least 1");
        found.check(isLimit(credential.tpm()), path + ".tpm", "must be at least 1");
        found.check(isLimit(credential.parallel()), path + ".parallel", "must be at least 1");
    }

    private static boolean isLimit(OptionalLong limit) {
        long value = limit.orElse(1);
        return value >= 1 && value <= Credential.MOST;
    }

    static void health(Findings found, String path, HealthRule rule) {
        found.check(rule.failures() > 0, path + ".failures", "must be at least 1");
        found.positive(path + ".window", rule.window());
        found.positive(path + ".cooldown", rule.cooldown());
        found.positive(path + ".max_cooldown", rule.maxCooldown());
        found.check(rule.cooldown().compareTo(rule.maxCooldown()) <= 0, path + ".cooldown",
                "must not be longer than max_cooldown (" + Durations.print(rule.maxCooldown()) + ")");
    }
}
