package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.Ask;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What is Vertex AI's own: projects and places in the path, and Anthropic's models with their version in the body.
final class Vertex {
    static final String VERSION = "vertex-2023-10-16";

    private Vertex() {}

    /// What stands behind the base URL: with a project its models there, without one those that a key alone reaches.
    static String path(Provider provider, String stem, Protocol protocol) {
        var publisher = protocol == Protocol.MESSAGES ? "anthropic" : "google";
        var version = stem.endsWith("/v1") || stem.endsWith("/v1beta1") ? "" : "/v1";
        var place = provider.project().map(project -> "/projects/" + project + "/locations/"
                + provider.region().orElse("global")).orElse("");
        return version + place + "/publishers/" + publisher + "/models/";
    }

    /// What is asked of one of Anthropic's models.
    static Optional<String> tail(Provider provider, Ask ask, Protocol protocol) {
        return provider.dialect() == Dialect.VERTEX && protocol == Protocol.MESSAGES
                ? Optional.of(ask.stream() ? "streamRawPredict" : "rawPredict")
                : Optional.empty();
    }

    /// What stands in a client's own body for the model, which the path names.
    static Optional<String> instead(Provider provider, Protocol protocol) {
        return provider.dialect() == Dialect.VERTEX && protocol == Protocol.MESSAGES
                ? Optional.of("\"anthropic_version\":\"" + VERSION + "\"")
                : Optional.empty();
    }

    /// The path names the model.
    static ObjectNode body(ObjectNode messages) {
        messages.remove("model");
        return messages.put("anthropic_version", VERSION);
    }
}
