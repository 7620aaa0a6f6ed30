package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.ConfigStore;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.config.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The versions of the configuration at which prices changed, and the way back to each. Only the part of a version that
/// is about prices is looked at: the whole would take long to read. Thread-safe; reads the database.
public final class PriceHistory {
    private static final String HEAD = "prices:";
    private static final int READ = 200;

    private final ConfigStore store;
    private final Versions versions;

    public PriceHistory(ConfigStore store, Versions versions) {
        this.store = store;
        this.versions = versions;
    }

    /// One change of prices.
    ///
    /// @param added rows that the version before did not have, changed ones included
    /// @param removed rows of the version before that are no more
    /// @param newest whether its prices are in force
    public record Step(long version, Instant at, String author, int added, int removed, boolean newest) {}

    /// The newest first, at most so many.
    public List<Step> steps(int limit) {
        var kept = store.versions(READ);
        var steps = new ArrayList<Step>();
        var rows = kept.isEmpty() ? Set.<String>of() : rows(kept.getFirst().number());
        for (int i = 0; i < kept.size() && steps.size() < limit; i++) {
            var before = i + 1 < kept.size() ? rows(kept.get(i + 1).number()) : Set.<String>of();
            if (!rows.equals(before)) {
                var version = kept.get(i);
                steps.add(new Step(version.number(), version.at(), version.author(), missing(rows, before),
                        missing(before, rows), steps.isEmpty()));
            }
            rows = before;
        }
        return List.copyOf(steps);
    }

    private static int missing(Set<String> of, Set<String> in) {
        return (int) of.stream().filter(each -> !in.contains(each)).count();
    }

    private Set<String> rows(long version) {
        var rows = new LinkedHashSet<String>();
        var part = part(store.text(version).orElse(""));
        int from = part.indexOf("\n  - ");
        while (from >= 0) {
            int next = part.indexOf("\n  - ", from + 1);
            rows.add(next < 0 ? part.substring(from).stripTrailing() : part.substring(from, next));
            from = next;
        }
        return rows;
    }

    /// The lines from `prices:` to the next field of the configuration.
    private static String part(String text) {
        int from = text.startsWith(HEAD) ? 0 : text.indexOf("\n" + HEAD) + 1;
        if (from == 0 && !text.startsWith(HEAD)) {
            return "";
        }
        int at = text.indexOf('\n', from);
        while (at >= 0 && at + 1 < text.length() && (text.charAt(at + 1) == ' ' || text.charAt(at + 1) == '\n')) {
            at = text.indexOf('\n', at + 1);
        }
        return at < 0 ? text.substring(from) : text.substring(from, at + 1);
    }

    /// The rows of one version; none where it is not kept.
    public List<PriceRow> rowsOf(long version) {
        return store.text(version).map(text -> read(version, text)).orElse(List.of());
    }

    private static List<PriceRow> read(long version, String text) {
        return switch (ConfigFile.parse(part(text), "version " + version, ZoneOffset.UTC)) {
            case ConfigFile.Parsed.Good(var config, var _) -> config.prices();
            case ConfigFile.Parsed.Wrong(var problems) -> throw new IllegalStateException(
                    "version " + version + " holds prices that cannot be read: " + problems.getFirst().message());
        };
    }

    /// Puts the prices of an older version in force again; everything else stays.
    public Applied restore(String author, long version) {
        if (store.text(version).isEmpty()) {
            return new Applied.Wrong(List.of(Problem.error("", 0, "There is no version " + version + ".")));
        }
        var rows = rowsOf(version);
        return versions.apply(author, config -> config.withPrices(rows));
    }
}
