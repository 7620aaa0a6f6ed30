package dev.tollgate.gateway.wire;

/// Answers exchanges; called on the exchange's own thread.
public interface Handler {
    void handle(Exchange exchange);
}
