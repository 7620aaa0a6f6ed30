package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.control.Sealing;
import java.math.BigDecimal;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;

/// The configuration as JSON in the file's own form; what is a secret itself shows as `stored:ID`.
final class Masked {
    private Masked() {}

    static JsonNode json(GatewayConfig config) {
        var tree = new Load(LoadSettings.builder().build()).loadFromString(Sealing.masked(config));
        return tree == null ? Json.MAPPER.createObjectNode() : plain(Json.MAPPER.valueToTree(tree));
    }

    /// Small amounts without an exponent, as a person writes them.
    private static JsonNode plain(JsonNode node) {
        if (node instanceof DoubleNode number) {
            return Json.decimal(BigDecimal.valueOf(number.doubleValue()));
        }
        if (node instanceof ObjectNode fields) {
            fields.properties().forEach(field -> field.setValue(plain(field.getValue())));
        }
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, plain(list.get(i)));
            }
        }
        return node;
    }
}
