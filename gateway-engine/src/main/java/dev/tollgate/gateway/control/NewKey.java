package dev.tollgate.gateway.control;

/// A virtual key just made: the only moment its secret is known.
public record NewKey(String name, String secret) {
    @Override
    public String toString() {
        return "NewKey[" + name + "]";
    }
}
