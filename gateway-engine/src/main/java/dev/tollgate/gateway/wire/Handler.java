package dev.tollgate.gateway.wire;

/// Answers exchanges; called on the exchange's own virtual thread.
public interface Handler {
    void handle(Exchange exchange);
}
