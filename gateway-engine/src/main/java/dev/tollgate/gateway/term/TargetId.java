package dev.tollgate.gateway.term;

/// One model at one provider with one credential: the unit of health, limits and price.
///
/// @param credential the credential's place in the provider's list, from 1; empty where the provider needs none
public record TargetId(String provider, String credential, String model) {
    /// As shown to people and in entries: `provider/model`.
    public String label() {
        return provider + "/" + model;
    }
}
