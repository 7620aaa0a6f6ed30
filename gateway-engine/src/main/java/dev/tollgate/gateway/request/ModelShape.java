package dev.tollgate.gateway.request;

import dev.tollgate.gateway.access.ListedModel;
import dev.tollgate.gateway.wire.Exchange;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.io.JsonStringEncoder;

/// How a list of models is written for a client.
enum ModelShape {
    OPENAI {
        @Override
        String list(List<ListedModel> models) {
            return "{\"object\":\"list\",\"data\":[" + joined(models) + "]}";
        }

        @Override
        String one(ListedModel model) {
            return "{\"id\":" + quoted(model.id()) + ",\"object\":\"model\",\"created\":0,\"owned_by\":"
                    + quoted(model.ownedBy()) + "}";
        }
    },
    ANTHROPIC {
        @Override
        String list(List<ListedModel> models) {
            return "{\"data\":[" + joined(models) + "],\"has_more\":false,\"first_id\":"
                    + (models.isEmpty() ? "null" : quoted(models.getFirst().id())) + ",\"last_id\":"
                    + (models.isEmpty() ? "null" : quoted(models.getLast().id())) + "}";
        }

        @Override
        String one(ListedModel model) {
            return "{\"type\":\"model\",\"id\":" + quoted(model.id()) + ",\"display_name\":" + quoted(model.id())
                    + ",\"created_at\":\"1970-01-01T00:00:00Z\"}";
        }
    },
    GEMINI {
        @Override
        String list(List<ListedModel> models) {
            return "{\"models\":[" + joined(models) + "]}";
        }

        @Override
        String one(ListedModel model) {
            return "{\"name\":" + quoted("models/" + model.id()) + ",\"displayName\":" + quoted(model.id())
                    + ",\"supportedGenerationMethods\":[\"generateContent\",\"streamGenerateContent\"]}";
        }
    };

    abstract String list(List<ListedModel> models);

    abstract String one(ListedModel model);

    /// By the path, else by the header that every client of Anthropic's sends.
    static ModelShape of(Exchange exchange) {
        if (exchange.path().startsWith("/v1beta/")) {
            return GEMINI;
        }
        return exchange.requestHead().first("anthropic-version").isPresent() ? ANTHROPIC : OPENAI;
    }

    String joined(List<ListedModel> models) {
        return models.stream().map(this::one).collect(Collectors.joining(","));
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
