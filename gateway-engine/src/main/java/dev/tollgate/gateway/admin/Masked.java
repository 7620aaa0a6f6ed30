package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.control.Sealing;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/// The configuration as JSON in the file's own form; what is a secret itself shows as `stored:ID`.
final class Masked {
    private Masked() {}

    static JsonNode json(GatewayConfig config) {
        var tree = new Load(LoadSettings.builder().build()).loadFromString(Sealing.masked(config));
        return tree == null ? Json.MAPPER.createObjectNode() : Json.MAPPER.valueToTree(tree);
    }
}
