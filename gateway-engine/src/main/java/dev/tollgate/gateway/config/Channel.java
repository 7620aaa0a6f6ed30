package dev.tollgate.gateway.config;

import java.util.Optional;

/// Where alarms are told: a webhook.
///
/// @param webhook an `http` or `https` address
/// @param secret signs what is sent; empty: unsigned
public record Channel(String name, String webhook, Optional<Secret> secret) {
    /// Stands in a rule's `to` for the owner of a key, so that no channel is called so.
    public static final String OWNER = "owner";

    /// What is wrong with an address, as a clause that does not repeat it; empty where nothing is.
    public static Optional<String> wrong(String webhook) {
        return Urls.webhook(webhook);
    }
}
