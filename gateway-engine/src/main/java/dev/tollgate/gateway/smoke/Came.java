package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.upstream.Tap.Heard;
import dev.tollgate.gateway.wire.Head;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What became of one probe: the row it left, and what went over the wire. Immutable once the call has settled.
///
/// @param entries of the call, and before it of those that had to be made again
/// @param heard in the same order; empty where nothing reached a provider
/// @param converted the last answer as a client of chat sees it, where the provider speaks another protocol: then that is
///   judged, since what it said itself has another shape; empty where its own words are judged
record Came(Probe probe, List<Entry> entries, List<Heard> heard, Optional<Converted> converted) {
    Came {
        entries = List.copyOf(entries);
        heard = List.copyOf(heard);
    }

    /// An answer that was carried over.
    record Converted(int status, String text) {}

    /// The row that counts: the last.
    Entry entry() {
        return entries.getLast();
    }

    Optional<Heard> last() {
        return heard.isEmpty() ? Optional.empty() : Optional.of(heard.getLast());
    }

    int status() {
        return converted.map(Converted::status).or(() -> last().map(Heard::status)).orElse(0);
    }

    Head head() {
        return last().map(Heard::head).orElse(Head.EMPTY);
    }

    String received() {
        return converted.map(Converted::text).or(() -> last().map(Heard::received)).orElse("");
    }

    JsonNode json() {
        return Reading.json(received());
    }

    /// Why it failed, if it did.
    Optional<Fault> fault() {
        return entry().result().outcome() == Outcome.SUCCESS
                ? Optional.empty()
                : Optional.of(attempt().flatMap(Attempt::fault).orElse(Fault.MALFORMED));
    }

    private Optional<Attempt> attempt() {
        return entry().attempts().isEmpty() ? Optional.empty() : Optional.of(entry().attempts().getLast());
    }

    /// The engine's words for it.
    String words() {
        return attempt().flatMap(Attempt::detail).or(() -> entry().result().message()).orElse("");
    }

    /// What the provider itself said was wrong, else the engine's words.
    String complaint() {
        var told = json().path("error").path("message").asString("");
        return told.isEmpty() ? words() : told;
    }

    /// Milliseconds to the first content; to the end where there was none.
    long firstMs() {
        return entry().ttftMs().orElse(entry().durationMs());
    }
}
