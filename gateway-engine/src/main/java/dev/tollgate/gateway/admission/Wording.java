package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Refusals in words: which budget or limit, how much is left, when it opens, what to do.
final class Wording {
    private static final DateTimeFormatter OPENS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter OPENS_SOON = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss",
            Locale.ROOT);
    private static final long MICRO_USD = 1_000_000L;

    private Wording() {}

    static String overBudget(Reservation.Part part, ZoneId zone, long amount) {
        var budget = part.budget();
        var account = part.account;
        var text = new StringBuilder("Budget \"").append(budget.name()).append("\" for ").append(account.subject)
                .append(" allows ").append(amount(budget.unit(), budget.limit())).append(window(budget.window()));
        if (part.cap != budget.limit()) {
            text.append(" and blocks at ").append(amount(budget.unit(), part.cap));
        }
        text.append(": ").append(amount(budget.unit(), account.settled))
                .append(budget.unit() == Budget.Unit.USD ? " spent, " : " used, ")
                .append(amount(budget.unit(), account.held)).append(" held by running calls, ")
                .append(amount(budget.unit(), Math.max(0, account.room(part.cap)))).append(" left");
        if (budget.unit() != Budget.Unit.REQUESTS) {
            text.append(budget.unit() == Budget.Unit.USD
                    ? ", and this call may cost up to "
                    : ", and this call may"
                            + " use up to ")
                    .append(amount(budget.unit(), amount));
        }
        text.append(". ");
        opens(text, part, zone);
        return text.append("Raise the budget in Tollgate").append(
                budget.unit() == Budget.Unit.REQUESTS ? "." : ", or ask for less output.").toString();
    }

    /// Said in the midst of an answer that had to be ended.
    ///
    /// @param amount what the call has come to, in the budget's unit
    static String outgrown(Reservation.Part part, ZoneId zone, long amount) {
        var budget = part.budget();
        var text = new StringBuilder("Budget \"").append(budget.name()).append("\" for ")
                .append(part.account.subject).append(" allows ").append(amount(budget.unit(), budget.limit()))
                .append(window(budget.window()));
        if (part.cap != budget.limit()) {
            text.append(" and blocks at ").append(amount(budget.unit(), part.cap));
        }
        text.append(", and that was reached while this call was answered: it had come to ")
                .append(amount(budget.unit(), amount)).append(" and was ended. What was produced so far is billed. ");
        opens(text, part, zone);
        return text.append("Raise the budget in Tollgate, or ask for less output.").toString();
    }

    private static void opens(StringBuilder text, Reservation.Part part, ZoneId zone) {
        part.account.window.end().ifPresent(end -> text.append("It opens again at ")
                .append(moment(end, part.budget(), zone)).append(". "));
    }

    private static String window(Budget.Window window) {
        return switch (window) {
            case Budget.Calendar.HOUR -> " an hour";
            case Budget.Calendar.DAY -> " a day";
            case Budget.Calendar.WEEK -> " a week";
            case Budget.Calendar.MONTH -> " a month";
            case Budget.Calendar.TOTAL -> " in total";
            case Budget.Every every -> " every " + every.text();
        };
    }

    private static String moment(Instant at, Budget budget, ZoneId zone) {
        boolean calendar = budget.window() instanceof Budget.Calendar;
        return (calendar ? OPENS : OPENS_SOON).format(at.atZone(zone)) + " (" + zone.getId() + ")";
    }

    static String amount(Budget.Unit unit, long amount) {
        return switch (unit) {
            case USD -> usd(amount);
            case TOKENS -> count(amount) + (amount == 1 ? " token" : " tokens");
            case REQUESTS -> count(amount) + (amount == 1 ? " request" : " requests");
        };
    }

    /// To the millionth of a dollar: exact sums belong to the ledger, a message to people.
    private static String usd(long picos) {
        return "$" + Picos.usd(picos < MICRO_USD ? picos : picos / MICRO_USD * MICRO_USD);
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String parallel(Claim claim, long running) {
        return key(claim) + " allows " + count(claim.limits().parallel().orElse(0)) + " calls at a time, and "
                + count(running) + (running == 1 ? " is" : " are") + " running. Wait for one to end, or raise"
                + " `parallel` of the key in Tollgate.";
    }

    static String rpm(Claim claim, Duration wait) {
        return key(claim) + " allows " + amount(Budget.Unit.REQUESTS, claim.limits().rpm().orElse(0))
                + " a minute, and all of them were made. Ask again in " + seconds(wait)
                + ", or raise `rpm` of the key in Tollgate.";
    }

    static String tpm(Claim claim, long used, Duration wait) {
        return key(claim) + " allows " + amount(Budget.Unit.TOKENS, claim.limits().tpm().orElse(0)) + " a minute: "
                + count(used) + " count already, and this call may use up to " + count(claim.tokens())
                + ". Ask again in " + seconds(wait)
                + ", set a smaller max_tokens, or raise `tpm` of the key in Tollgate.";
    }

    private static String key(Claim claim) {
        return "Key " + claim.who().get(Dimension.KEY).orElse("");
    }

    private static String seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds()) + " s";
    }
}
