package dev.tollgate.gateway.access;

import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.KeyEntry.OnMissing;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Attribution that a key demands of its calls.
final class Required {
    private static final String HEADER = "x-tollgate-";

    private Required() {}

    /// The refusal, where the key wants one.
    static Optional<Grant.Forbidden> missing(KeyEntry key, Attribution who) {
        if (key.require().isEmpty() || key.onMissing() != OnMissing.REJECT) {
            return Optional.empty();
        }
        var headers = absent(key, who);
        return headers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Grant.Forbidden(Reason.INVALID_REQUEST, 400, "missing_attribution",
                        Messages.missing(key, headers), who));
    }

    /// The same as a note in the entry.
    static Optional<String> note(KeyEntry key, Attribution who) {
        if (key.require().isEmpty() || key.onMissing() != OnMissing.FLAG) {
            return Optional.empty();
        }
        var headers = absent(key, who);
        return headers.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" and ", headers) + (headers.size() == 1 ? " is" : " are") + " missing");
    }

    private static List<String> absent(KeyEntry key, Attribution who) {
        var headers = new ArrayList<String>(key.require().size());
        for (Dimension dimension : key.require()) {
            if (who.get(dimension).isEmpty()) {
                headers.add(HEADER + dimension.word());
            }
        }
        return headers;
    }
}
