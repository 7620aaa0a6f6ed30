package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Word;

/// How a provider knows its callers.
///
/// @param page where a key is made; for a local server, where it is had
/// @param hint how its keys begin, such as `sk-`; empty where they have no mark
public record CatalogueKey(Auth auth, String page, String hint) {
    /// Where a key stands in a call.
    public enum Auth implements Word {
        /// `Authorization: Bearer`.
        BEARER,
        X_API_KEY,
        X_GOOG_API_KEY,
        /// `api-key`, as Azure has it.
        API_KEY,
        /// Signed with AWS credentials, or one of Bedrock's own keys as bearer.
        AWS,
        /// A service account of Google Cloud.
        GOOGLE,
        NONE
    }

    static CatalogueKey read(Fields fields) {
        return new CatalogueKey(fields.read("auth", v -> v.word(Auth.class), Auth.BEARER),
                fields.need("key_page", Value::text, ""), fields.read("key_hint", Value::text, ""));
    }

    public boolean needed() {
        return auth != Auth.NONE;
    }
}
