package dev.tollgate.console.requests;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.EntryPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Rows of a test: a ledger and a ring in memory, answering at once or when told to.
final class StagedSupply implements Supply {
    private static final int RING = 5_000;
    final List<Entry> ledger = new ArrayList<>();
    final List<Entry> ring = new ArrayList<>();
    final List<Runnable> unanswered = new ArrayList<>();
    Instant now = Samples.NOW;
    boolean slow;
    int pages;
    Optional<String> broken = Optional.empty();

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long settled() {
        return ring.size();
    }

    @Override
    public List<Entry> settledAfter(long since) {
        return List.copyOf(ring.subList((int) Math.max(since, Math.max(0, ring.size() - RING)), ring.size()));
    }

    void settle(Entry entry) {
        ring.add(entry);
        ledger.add(entry);
    }

    private List<Entry> matching(EntryFilter filter) {
        return ledger.stream().filter(e -> !e.started().isBefore(filter.from()) && e.started().isBefore(filter.to()))
                .filter(e -> Sieve.passes(new dev.tollgate.console.feed.Filter(filter.only(), filter.not(),
                        filter.minPicos(), filter.fellBack()), e))
                .sorted(Comparator.comparing(Entry::started).reversed()).toList();
    }

    @Override
    public void page(EntryFilter filter, int limit, Optional<String> cursor, Consumer<Page> then) {
        pages++;
        answer(() -> {
            if (broken.isPresent()) {
                then.accept(new Page.Unread(broken.get()));
                return;
            }
            var all = matching(filter);
            then.accept(new Page.Read(new EntryPage(all.stream().limit(limit).toList(),
                    all.size() > limit ? Optional.of("next") : Optional.empty())));
        });
    }

    @Override
    public void count(EntryFilter filter, long atMost, LongConsumer then) {
        answer(() -> then.accept(Math.min(atMost, matching(filter).size())));
    }

    @Override
    public void entry(String id, Consumer<Optional<Entry>> then) {
        answer(() -> then.accept(ledger.stream().filter(e -> e.id().equals(id)).findFirst()));
    }

    private void answer(Runnable answer) {
        if (slow) {
            unanswered.add(answer);
        } else {
            answer.run();
        }
    }
}
