package dev.tollgate.gateway.config;

import java.time.LocalDate;
import java.util.Optional;

/// What a provider's own pages say about using it, in a sentence each; empty where nothing is known.
///
/// @param freeTier what can be had for nothing, and its limits
/// @param countries where it may be used
/// @param billing how it is paid
/// @param freeQuota the free tier's limits of each model, as far as they hold by the minute
public record CatalogueTerms(Optional<Note> freeTier, Optional<Note> countries, Optional<Note> billing,
        Quota freeQuota) {
    /// @param source the page it was read on
    /// @param asOf the day it was read
    public record Note(String text, String source, LocalDate asOf) {}

    static CatalogueTerms read(Fields fields) {
        var free = fields.get("free_tier").map(Value::fields);
        var limits = free.flatMap(tier -> tier.get("limits")).map(PolicySection::quota).orElse(Quota.NONE);
        return new CatalogueTerms(free.map(CatalogueTerms::note), note(fields, "countries"), note(fields, "billing"),
                limits);
    }

    private static Optional<Note> note(Fields fields, String name) {
        return fields.get(name).map(Value::fields).map(CatalogueTerms::note);
    }

    private static Note note(Fields found) {
        var note = new Note(found.need("says", Value::text, ""), found.need("source", Value::text, ""),
                found.need("as_of", Value::day, LocalDate.EPOCH));
        found.close();
        return note;
    }
}
