package dev.tollgate.gateway.control;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.ledger.Rated;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.Rerating;
import dev.tollgate.gateway.pricing.UsageSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/// Adds up a window entry by entry. Used once, by one thread.
final class WhatIf {
    private static final int SHOWN = 10;

    private record Model(String provider, String model) {}

    /// Calls, old and new pico-dollars, calls without a price after.
    private record Sum(long calls, long old, long now, long unpriced) {
        Sum plus(Sum o) {
            return new Sum(calls + o.calls, Math.addExact(old, o.old), Math.addExact(now, o.now),
                    unpriced + o.unpriced);
        }
    }

    private final Rerating rerating;
    private final Map<Model, Sum> models = new HashMap<>();
    private final PriorityQueue<Preview.Request> most =
            new PriorityQueue<>(Comparator.comparingLong(Preview.Request::size));
    private long old;
    private long now;
    private long requests;
    private long touched;
    private long oldUnpriced;
    private long newUnpriced;

    WhatIf(Rerating rerating) {
        this.rerating = rerating;
    }

    void add(Rated rated) {
        long before = rated.picos();
        long after = before;
        boolean changed = false;
        int unpriced = rated.unpriced();
        for (var attempt : rated.attempts()) {
            var cost = rerating.cost(attempt.target(), attempt.responseModel(), attempt.started(), attempt.usage(),
                    attempt.cost(), rated.batch());
            if (!cost.equals(attempt.cost())) {
                changed = true;
                after = Math.addExact(after, cost.picos() - attempt.cost().picos());
                unpriced += (cost.isPriced() ? 0 : 1) - (attempt.cost().isPriced() ? 0 : 1);
                model(attempt, cost);
            }
        }
        requests++;
        old = Math.addExact(old, before);
        now = Math.addExact(now, after);
        oldUnpriced += isUnpriced(rated) ? 1 : 0;
        newUnpriced += unpriced > 0 ? 1 : 0;
        if (changed) {
            touched++;
            remember(rated, after);
        }
    }

    /// Takes over what another part of the window came to.
    void add(WhatIf other) {
        other.models.forEach((model, sum) -> models.merge(model, sum, Sum::plus));
        other.most.forEach(this::remember);
        old = Math.addExact(old, other.old);
        now = Math.addExact(now, other.now);
        requests += other.requests;
        touched += other.touched;
        oldUnpriced += other.oldUnpriced;
        newUnpriced += other.newUnpriced;
    }

    private static boolean isUnpriced(Rated rated) {
        for (var attempt : rated.attempts()) {
            if (!attempt.cost().isPriced() && attempt.usage().source() != UsageSource.NONE) {
                return true;
            }
        }
        return false;
    }

    private void model(Attempt attempt, Cost cost) {
        models.merge(new Model(attempt.target().provider(), attempt.target().model()),
                new Sum(1, attempt.cost().picos(), cost.picos(), cost.isPriced() ? 0 : 1), Sum::plus);
    }

    private void remember(Rated rated, long after) {
        long size = Math.abs(after - rated.picos());
        if (most.size() == SHOWN && size <= most.element().size()) {
            return; // most requests are not among the ten
        }
        remember(new Preview.Request(rated.id(), rated.started(), rated.key(),
                rated.target().orElse(""), rated.picos(), after, !isUnpriced(rated)));
    }

    private void remember(Preview.Request request) {
        most.add(request);
        if (most.size() > SHOWN) {
            most.poll();
        }
    }

    Preview preview(Instant from, Instant to) {
        var byModel = models.entrySet().stream()
                .map(each -> new Preview.Model(each.getKey().provider(), each.getKey().model(),
                        each.getValue().calls(), each.getValue().old(), each.getValue().now(),
                        each.getValue().unpriced()))
                .sorted(Comparator.<Preview.Model>comparingLong(m -> -Math.abs(m.newPicos() - m.oldPicos()))
                        .thenComparing(Preview.Model::model))
                .toList();
        var largest = most.stream().sorted(Comparator.comparingLong(Preview.Request::size).reversed()
                .thenComparing(Preview.Request::started)).toList();
        return new Preview(from, to, old, now, requests, touched, oldUnpriced, newUnpriced, byModel, largest);
    }
}
