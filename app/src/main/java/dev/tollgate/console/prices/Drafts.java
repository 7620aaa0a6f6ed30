package dev.tollgate.console.prices;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.control.PriceChange;
import dev.tollgate.gateway.pricing.intake.Difference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pending edits, in the order they were made; an edit that comes back to what holds is none. JavaFX thread only.
final class Drafts {
    private final List<Draft> drafts = new ArrayList<>();
    private int last;

    List<Draft> all() {
        return List.copyOf(drafts);
    }

    int size() {
        return drafts.size();
    }

    boolean isEmpty() {
        return drafts.isEmpty();
    }

    void clear() {
        drafts.clear();
    }

    Optional<Draft> of(int number) {
        return drafts.stream().filter(each -> each.number() == number).findFirst();
    }

    Optional<Draft> on(PriceRow base) {
        return drafts.stream().filter(each -> each.base().filter(base::equals).isPresent()).findFirst();
    }

    /// Edits a line; a line without a price becomes a new row.
    ///
    /// @param dated somebody said from when it holds
    void edit(Line line, PriceRow next, boolean dated) {
        var known = of(line.draft());
        var base = known.isPresent() ? known.get().base() : line.row();
        if (base.filter(each -> each.chargesAs(next) && each.from().equals(next.from())
                && each.until().equals(next.until()) && each.about().note().equals(next.about().note())).isPresent()) {
            known.ifPresent(drafts::remove);
            return;
        }
        put(known, new Draft(known.map(Draft::number).orElseGet(() -> ++last), base, Optional.of(next),
                dated || known.map(Draft::dated).orElse(false)));
    }

    void add(PriceRow row, boolean dated) {
        drafts.add(new Draft(++last, Optional.empty(), Optional.of(row), dated));
    }

    void drop(Line line) {
        var known = of(line.draft());
        var base = known.isPresent() ? known.get().base() : line.row();
        if (base.filter(each -> !each.shipped()).isEmpty()) {
            known.ifPresent(drafts::remove);
        } else {
            put(known, new Draft(known.map(Draft::number).orElseGet(() -> ++last), base, Optional.empty(), false));
        }
    }

    void forget(Line line) {
        drafts.removeIf(each -> each.number() == line.draft());
    }

    private void put(Optional<Draft> known, Draft next) {
        if (known.isPresent()) {
            drafts.set(drafts.indexOf(known.get()), next);
        } else {
            drafts.add(next);
        }
    }

    /// Takes over what was ticked of an import.
    void take(List<Difference.Line> lines) {
        for (var line : lines) {
            switch (line.kind()) {
                case NEW, CHANGED -> add(line.row(), true);
                case REMOVED -> {
                    var ends = line.row().until().filter(end -> end.isAfter(line.row().from())).isPresent();
                    drafts.add(new Draft(++last, line.present(), ends ? Optional.of(line.row()) : Optional.empty(),
                            false));
                }
                case KEPT -> {
                    // what somebody typed stays
                }
            }
        }
    }

    /// Others changed rows meanwhile: edits of those begin with what holds now, or go.
    void rebase(List<PriceRow> gone, List<PriceRow> now, boolean keep) {
        for (var draft : all()) {
            if (draft.base().filter(gone::contains).isEmpty()) {
                continue;
            }
            var mine = draft.base().orElseThrow();
            var theirs = now.stream().filter(each -> !each.shipped() && each.isAbout(mine)
                    && each.from().equals(mine.from())).findFirst();
            boolean stays = keep && (draft.row().isPresent() || theirs.isPresent());
            int at = drafts.indexOf(draft);
            if (stays) {
                drafts.set(at, new Draft(draft.number(), theirs, draft.row(), draft.dated() || theirs.isEmpty()));
            } else {
                drafts.remove(at);
            }
        }
    }

    List<PriceChange> changes(boolean fromNow, Instant now) {
        return drafts.stream().map(each -> each.change(fromNow, now)).toList();
    }
}
