package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The books of all budgets there ever were. Not thread-safe: guarded by [Admission]'s lock.
final class Books {
    private final Map<Book.Identity, Book> all = new LinkedHashMap<>();
    private final Told told = new Told();
    private @Nullable ZoneId zone;
    /// The budgets asked for last, which are mostly those asked for next, and their books in the same order.
    private List<Budget> asked = List.of();
    private List<Book> answer = List.of();

    Told told() {
        return told;
    }

    Collection<Book> all() {
        return all.values();
    }

    /// The books of a configuration's budgets, in their order.
    @SuppressWarnings("ReferenceEquality") // the same list has the same books; another one with equal budgets too
    List<Book> of(List<Budget> budgets, ZoneId where, Instant now) {
        if (budgets != asked || !where.equals(zone)) {
            var found = new ArrayList<Book>(budgets.size());
            for (Budget budget : budgets) {
                found.add(of(budget, where, now));
            }
            answer = List.copyOf(found);
            asked = budgets;
        }
        return answer;
    }

    Book of(Budget budget, ZoneId where, Instant now) {
        if (!where.equals(zone)) {
            zone = where;
            all.values().forEach(book -> book.moved(now, where));
        }
        var book = all.computeIfAbsent(Book.Identity.of(budget), _ -> new Book(budget, told));
        book.update(budget);
        return book;
    }
}
