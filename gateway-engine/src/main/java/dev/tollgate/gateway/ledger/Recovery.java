package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a journal says about requests that the database does not know: finished ones whole, the others as interrupted
/// with the estimate they were sent with. Reading it twice changes nothing.
final class Recovery {
    private final Map<String, Entry> opened = new LinkedHashMap<>();
    private final Map<String, TreeMap<Integer, Send>> sends = new LinkedHashMap<>();
    private final Map<String, JournalRecord.Settled> settled = new LinkedHashMap<>();
    private final Map<String, String> outcomes = new LinkedHashMap<>();
    private final List<Path> files;
    private Instant lastWrite = Instant.EPOCH;

    private Recovery(List<Path> files) {
        this.files = files;
    }

    static Recovery of(Path dir) throws IOException {
        var recovery = new Recovery(JournalReader.files(dir));
        for (var file : recovery.files) {
            recovery.alive(Files.getLastModifiedTime(file).toInstant());
            JournalReader.read(file, recovery::take);
        }
        JournalReader.readReserve(dir, recovery::take);
        return recovery;
    }

    List<Path> files() {
        return files;
    }

    /// The number the next journal file gets.
    long nextFile() {
        return files.isEmpty() ? 1 : JournalReader.number(files.getLast()) + 2;
    }

    long lastSequence() {
        return settled.values().stream().mapToLong(JournalRecord.Settled::sequence).max().orElse(0);
    }

    private void take(JournalRecord each) {
        switch (each) {
            case JournalRecord.Opened(var id, var entry, var list) -> {
                entry.ifPresent(e -> opened.put(id, e));
                list.forEach(send -> sent(id, send));
            }
            case JournalRecord.Sending(var id, var send) -> sent(id, send);
            case JournalRecord.Settled done -> {
                settled.put(done.entry().id(), done);
                done.entry().ended().ifPresent(this::alive);
            }
            case JournalRecord.AppOutcome(var id, var outcome) -> outcomes.put(id, outcome);
        }
    }

    /// A mapped file's own time lags behind its records, and tells of a stream's events nothing either.
    private void alive(Instant at) {
        lastWrite = at.isAfter(lastWrite) ? at : lastWrite;
    }

    private void sent(String id, Send send) {
        alive(send.at());
        sends.computeIfAbsent(id, _ -> new TreeMap<>()).put(send.attempt(), send);
    }

    /// What must be written; in order of sequence.
    ///
    /// @param committed sequence up to which the database has everything
    /// @param highest sequence that the database has at all
    List<Pending> missing(Connection connection, long committed, long highest) throws SQLException {
        var missing = lost(connection, committed, Set.of());
        long next = Math.max(highest, lastSequence());
        for (var each : sends.entrySet()) {
            var id = each.getKey();
            var tries = List.copyOf(each.getValue().values());
            if (!settled.containsKey(id) && !Place.holds(connection, id, started(id, tries))) {
                missing.add(Pending.of(++next, interrupted(id, tries), Optional.empty(), false));
            }
        }
        return missing;
    }

    /// Finished requests that are not there; in order of sequence.
    ///
    /// @param waiting sequences that are still on their way
    List<Pending> lost(Connection connection, long committed, Set<Long> waiting) throws SQLException {
        var lost = new ArrayList<Pending>();
        for (var done : settled.values()) {
            if (done.sequence() > committed && !waiting.contains(done.sequence())
                    && !Place.holds(connection, done.entry().id(), done.entry().started())) {
                lost.add(Pending.of(done.sequence(), done.entry(), Optional.empty(), false));
            }
        }
        lost.sort(Comparator.comparingLong(Pending::sequence));
        return lost;
    }

    private Instant started(String id, List<Send> tries) {
        return Optional.ofNullable(opened.get(id)).map(Entry::started).orElseGet(() -> tries.getFirst().at());
    }

    /// Verdicts of the app that may not have reached the file.
    void restoreOutcomes(Connection connection) throws SQLException {
        for (var each : outcomes.entrySet()) {
            Database.note(connection, each.getKey(), each.getValue());
        }
        connection.commit();
    }

    private Entry interrupted(String id, List<Send> tries) {
        var first = tries.getFirst();
        var last = tries.getLast();
        var begun = Optional.ofNullable(opened.get(id));
        var started = started(id, tries);
        var ended = lastWrite.isBefore(last.at()) ? last.at() : lastWrite;
        var attempts = tries.stream().map(t -> attempt(t, t.attempt() == last.attempt(), ended)).toList();
        var usage = attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus);
        var cost = attempts.stream().map(Attempt::cost).reduce(Cost.NONE, Cost::plus);
        boolean fellBack = !first.target().equals(last.target());
        int retries = (int) tries.stream().skip(1)
                .filter(t -> tries.get(tries.indexOf(t) - 1).target().equals(t.target())).count();
        var served = new Served(Optional.of(last.target().label()),
                fellBack ? Optional.of(first.target().label()) : Optional.empty(),
                begun.flatMap(e -> e.served().routeType()), Optional.of(last.target().provider()),
                Optional.of(last.target().model()), Optional.empty(), attempts.size(), retries);
        return new Entry(id, started, Optional.of(ended), State.INTERRUPTED, begun.map(Entry::asked).orElse(UNKNOWN),
                begun.map(Entry::attribution).orElse(Attribution.NONE),
                new Ended(Outcome.INTERRUPTED, 0, Optional.empty(), Optional.of(WHY)), Optional.empty(), served,
                usage, cost, (int) attempts.stream().filter(a -> !a.cost().isPriced()).count(), OptionalLong.empty(),
                Duration.between(started, ended).toMillis(),
                decision(begun.map(Entry::decision).orElse(List.of()), tries),
                attempts);
    }

    /// When the entry was opened nothing had been tried yet.
    private static List<Verdict> decision(List<Verdict> planned, List<Send> tries) {
        var tried = tries.stream().map(t -> t.target().label()).collect(Collectors.toSet());
        return planned.stream().map(v -> tried.contains(v.target())
                ? new Verdict(v.target(), Verdict.Kind.TRIED, "asked before Tollgate stopped")
                : v).toList();
    }

    private static final Asked UNKNOWN = new Asked("", Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), false);
    private static final String WHY =
            "Tollgate itself stopped while this ran; tokens and cost are estimates, at least.";

    /// An attempt that was followed by another had ended before the crash; what it used is not known.
    private static Attempt attempt(Send send, boolean last, Instant ended) {
        long millis = Math.max(0, Duration.between(send.at(), ended).toMillis());
        var usage = last ? Usage.of(send.input(), 0, UsageSource.AT_LEAST) : Usage.NONE;
        var cost = !last
                ? Cost.of(0, CostSource.COMPUTED, CostBound.AT_LEAST, List.of())
                : send.picos() < 0
                        ? Cost.UNPRICED
                        : Cost.of(send.picos(), CostSource.COMPUTED, CostBound.AT_LEAST, List.of());
        return new Attempt(send.attempt(), send.target(), send.at(), last ? Outcome.INTERRUPTED : Outcome.FAILED,
                Optional.empty(), 0, usage, cost, Optional.empty(), OptionalLong.empty(), last ? millis : 0,
                Optional.of(last ? WHY : "ended before Tollgate stopped; its result is not known"));
    }
}
