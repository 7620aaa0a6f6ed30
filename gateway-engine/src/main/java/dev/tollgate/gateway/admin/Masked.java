package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.config.ConfigText;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Secret;
import java.util.List;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/// The configuration as JSON in the file's own form; what is a secret itself shows as `stored:ID`.
final class Masked {
    private Masked() {}

    static JsonNode json(GatewayConfig config) {
        var tree = new Load(LoadSettings.builder().build()).loadFromString(ConfigText.write(of(config)));
        return tree == null ? Json.MAPPER.createObjectNode() : Json.MAPPER.valueToTree(tree);
    }

    private static GatewayConfig of(GatewayConfig c) {
        return new GatewayConfig(c.listen(), c.billingZone(), c.network(), c.adminKey().map(s -> mask(s, "admin")),
                c.strictModels(), c.providers().stream().map(Masked::provider).toList(), c.routes(),
                c.keys().stream().map(Masked::key).toList(), c.budgets(), c.prices(), c.retention());
    }

    private static Provider provider(Provider p) {
        List<Secret> masked = IntStream.range(0, p.credentials().size())
                .mapToObj(i -> mask(p.credentials().get(i), p.name() + "-" + (i + 1))).toList();
        return new Provider(p.name(), p.dialect(), p.baseUrl(), masked, p.free(), p.enabled(), p.models(),
                p.endpoints(), p.health());
    }

    private static KeyEntry key(KeyEntry k) {
        var former = IntStream.range(0, k.former().size())
                .mapToObj(i -> new KeyEntry.Former(mask(k.former().get(i).secret(), "key-" + k.name() + "-" + (i + 1)),
                        k.former().get(i).until()))
                .toList();
        return k.withSecrets(mask(k.secret(), "key-" + k.name()), former);
    }

    private static Secret mask(Secret secret, String id) {
        return switch (secret) {
            case Secret.Literal _,Secret.Hashed _ -> new Secret.Stored(id);
            case Secret.Env _,Secret.InFile _,Secret.Stored _ -> secret;
        };
    }
}
