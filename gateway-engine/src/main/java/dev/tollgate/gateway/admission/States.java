package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.term.Attribution;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Shows a book's counters. Called under [Admission]'s lock.
final class States {
    private States() {}

    /// A budget over one subject is shown untouched too.
    static void add(Book book, Raises raises, Instant now, ZoneId zone, List<BudgetState> into) {
        var window = book.window(now, zone);
        book.accounts().values().forEach(account -> into.add(state(book, raises, account, now)));
        var scope = book.budget().scope();
        if (book.accounts().isEmpty() && scope.each().isEmpty()) {
            into.add(state(book, raises, new Account(scope.subject(Attribution.NONE), window, now), now));
        }
    }

    static Map<String, Integer> used(List<Book> books, Attribution who, Instant now, ZoneId zone) {
        var used = new HashMap<String, Integer>();
        for (var book : books) {
            if (book.budget().scope().covers(who)) {
                double share = 100.0 * book.account(who, now, zone).used() / Math.max(1, book.budget().limit());
                used.put(book.budget().name(), (int) Math.min(share, Integer.MAX_VALUE));
            }
        }
        return used;
    }

    private static BudgetState state(Book book, Raises raises, Account account, Instant now) {
        var budget = book.budget();
        long cap = raises.over(book.cap(), budget, account, now);
        boolean refusing = account.refuses(cap);
        var state = account.used() >= cap
                ? BudgetState.BLOCKED
                : account.told > 0 ? BudgetState.NOTIFIED : BudgetState.OK;
        return new BudgetState(budget.name(), account.subject, budget.unit(), budget.window().text(),
                account.window.start(), account.window.end(), raises.over(budget.limit(), budget, account, now),
                account.settled, account.held,
                account.holds, projected(budget, account, refusing ? cap : Long.MAX_VALUE, now), state, account.told,
                Optional.ofNullable(account.toldAt),
                account.refused, Optional.ofNullable(account.refusedSince),
                raises.of(budget.name(), account.subject, now), refusing);
    }

    /// Where calls are turned away the pace of before cannot go on: no more than the cap is spent, unless some calls are
    /// exempt from it.
    private static OptionalLong projected(Budget budget, Account account, long cap, Instant now) {
        var pace = account.projected(now);
        return pace.isEmpty() || !budget.exempt().isEmpty()
                ? pace
                : OptionalLong.of(Math.min(pace.getAsLong(), Math.max(cap, account.used())));
    }
}
