package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Called;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A client that asks at one endpoint and a provider that has another, or the same.
record Crossing(Endpoint client, Endpoint provider) {
    private static final String HI = "{\"role\":\"user\",\"content\":\"Hi\"}";
    private static final Map<Endpoint, String> ASKED = Map.of(
            Endpoint.CHAT, "\"messages\":[" + HI + "]",
            Endpoint.COMPLETIONS, "\"prompt\":\"Hi\"",
            Endpoint.RESPONSES, "\"input\":\"Hi\"",
            Endpoint.MESSAGES, "\"max_tokens\":99,\"messages\":[" + HI + "]",
            Endpoint.GENERATE, "\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]");

    /// Makes the call over this transport; usage is asked for where a client can.
    Opening open(Transport transport, String baseUrl, boolean stream) {
        var time = Time.system();
        var dialect = switch (provider) {
            case MESSAGES -> Dialect.ANTHROPIC;
            case GENERATE -> Dialect.GEMINI;
            default -> Dialect.OPENAI;
        };
        var has = dialect == Dialect.OPENAI ? Optional.of(Set.of(provider)) : Optional.<Set<Endpoint>>empty();
        var at = new Provider("acme", dialect, baseUrl, List.of(), false, true, List.of(), has, Optional.empty());
        var call = new Call(Calls.ask(called(stream), body(stream)), at, new TargetId("acme", "1", "gpt-x"),
                Optional.of(Calls.SECRET), Calls.CLIENT, Calls.limits(time), time);
        return new Upstream(transport, time, "via").open(call);
    }

    private Called called(boolean stream) {
        return Calls.called(client, stream);
    }

    private String body(boolean stream) {
        var options = stream && client.protocol() != Protocol.GEMINI ? ",\"stream\":true" : "";
        var usage = stream && client.protocol() == Protocol.CHAT ? ",\"stream_options\":{\"include_usage\":true}" : "";
        return "{\"model\":\"m\"," + Objects.requireNonNull(ASKED.get(client)) + options + usage + "}";
    }

    @Override
    public String toString() {
        return client + " <- " + provider;
    }
}
