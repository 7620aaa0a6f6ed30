package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.admission.Reservation.Part;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.term.Picos;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A refusal in words: which budget, how much is left, when it opens, what to do.
final class Wording {
    private static final DateTimeFormatter OPENS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final long MICRO_USD = 1_000_000L;

    private Wording() {}

    static String overBudget(Part part, Window window, ZoneId zone, long picos) {
        var budget = part.budget();
        var account = part.account();
        long left = Math.max(0, account.room(budget.picos()));
        var text = new StringBuilder("Budget \"").append(budget.name()).append('"');
        text.append(" for ").append(account.place.subject()).append(" allows ").append(usd(budget.picos()))
                .append(budget.window() == Budget.Window.DAY ? " a day" : " in total").append(": ");
        text.append(usd(account.settled)).append(" spent, ").append(usd(account.held))
                .append(" held by running calls, ").append(usd(left)).append(" left, and this call may cost up to ")
                .append(usd(picos)).append(". ");
        window.end().ifPresent(end -> text.append("It opens again at ").append(moment(end, zone)).append(". "));
        return text.append("Raise the budget in Tollgate, or ask for less output.").toString();
    }

    private static String moment(Instant at, ZoneId zone) {
        return OPENS.format(at.atZone(zone)) + " (" + zone.getId() + ")";
    }

    /// To the millionth of a dollar: exact sums belong to the ledger, a message to people.
    private static String usd(long picos) {
        return "$" + Picos.usd(picos < MICRO_USD ? picos : picos / MICRO_USD * MICRO_USD);
    }
}
