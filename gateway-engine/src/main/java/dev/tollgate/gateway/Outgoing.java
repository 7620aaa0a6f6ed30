package dev.tollgate.gateway;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.control.Readiness;
import dev.tollgate.gateway.upstream.ChangingTransport;
import dev.tollgate.gateway.upstream.HttpTransport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How providers are reached, exchanged with the configuration: running calls end on the way they began on.
final class Outgoing implements Readiness {
    private final ChangingTransport transport;
    private final GatewayOptions.Environment environment;
    private @Nullable HttpTransport prepared;

    Outgoing(GatewayConfig config, GatewayOptions.Environment environment) {
        this.environment = environment;
        this.transport = new ChangingTransport(HttpTransport.of(config.network(), environment::get));
    }

    ChangingTransport transport() {
        return transport;
    }

    @Override
    public List<Problem> prepare(GatewayConfig now, GatewayConfig next) {
        prepared = null;
        if (next.network().equals(now.network())) {
            return List.of();
        }
        try {
            prepared = HttpTransport.of(next.network(), environment::get);
            return List.of();
        } catch (IllegalArgumentException wrong) {
            var message = String.valueOf(wrong.getMessage());
            boolean ca = message.startsWith("network.ca: ");
            return List.of(Problem.error(ca ? "network.ca" : "network.proxy", 0,
                    ca ? message.substring("network.ca: ".length()) : message));
        }
    }

    @Override
    public void commit() {
        Optional.ofNullable(prepared).ifPresent(transport::use);
        prepared = null;
    }

    @Override
    public void cancel() {
        Optional.ofNullable(prepared).ifPresent(HttpTransport::close);
        prepared = null;
    }
}
