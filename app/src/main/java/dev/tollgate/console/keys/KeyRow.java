package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.KeyLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// One key as its row shows it.
///
/// @param scope routes and models it may use
/// @param limits `600/200k/20`: calls and tokens a minute, calls at a time
/// @param tightest of its own budgets the one with the largest share
/// @param budgets how many it has
/// @param last how long ago it was used
/// @param stateWords behind the state's mark
record KeyRow(String name, String scope, String limits, Optional<BudgetRow> tightest, int budgets, String last,
        State state, String stateWords) {
    /// How full the tightest is, and how many more there are.
    String brief() {
        return tightest.map(budget -> budget.said().brief() + (budgets > 1 ? " +" + (budgets - 1) : ""))
                .orElse("no budget of its own");
    }

    /// Whether it may call.
    enum State {
        ON,
        PAUSED,
        CAPPED,
        EXPIRED
    }

    private static final Pattern WEEKDAY = Pattern.compile("^\\p{Alpha}+ ");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

    static KeyRow of(KeyEntry key, List<BudgetRow> own, Optional<Pauses.Pause> pause, Optional<LastUse> last,
            Instant now, ZoneId zone) {
        var tightest = own.stream().reduce((a, b) -> b.share() > a.share() ? b : a);
        var blocked = own.stream().filter(BudgetRow::isBlocked).findFirst();
        var scope = key.routes().isEmpty() ? "all" : String.join(", ", key.routes());
        var used = last.map(use -> use.words(now, zone)).orElse("never");
        if (key.isExpired(now)) {
            return new KeyRow(key.name(), scope, limits(key.limits()), tightest, own.size(), used, State.EXPIRED,
                    "expired " + day(key.expires().orElseThrow(), now, zone));
        }
        if (pause.isPresent()) {
            long refused = pause.get().refused();
            return new KeyRow(key.name(), scope, limits(key.limits()), tightest, own.size(), used, State.PAUSED,
                    "paused" + (refused > 0 ? ", refused " + Format.count(refused) : ""));
        }
        if (blocked.isPresent()) {
            return new KeyRow(key.name(), scope, limits(key.limits()), tightest, own.size(), used, State.CAPPED,
                    "capped" + blocked.get().until().map(end -> " until " + WEEKDAY.matcher(end).replaceFirst(""))
                            .orElse(""));
        }
        return new KeyRow(key.name(), scope, limits(key.limits()), tightest, own.size(), used, State.ON, "on");
    }

    /// With its year where that is another.
    private static String day(Instant at, Instant now, ZoneId zone) {
        var day = at.atZone(zone).toLocalDate();
        return day.getYear() == now.atZone(zone).getYear() ? DAY.format(day) : day.toString();
    }

    static String limits(KeyLimits limits) {
        if (limits.rpm().isEmpty() && limits.tpm().isEmpty() && limits.parallel().isEmpty()) {
            return Format.NONE;
        }
        return amount(limits.rpm()) + " / " + amount(limits.tpm()) + " / " + amount(limits.parallel());
    }

    private static String amount(OptionalLong limit) {
        if (limit.isEmpty()) {
            return Format.NONE;
        }
        long value = limit.getAsLong();
        return value >= 1_000 && value % 1_000 == 0 ? value / 1_000 + "k" : Long.toString(value);
    }

    /// When a key was used last: to the second where a call of it is known, else to the day.
    ///
    /// @param wholeDay only the day is known
    record LastUse(Instant at, boolean wholeDay) {
        String words(Instant now, ZoneId zone) {
            if (wholeDay) {
                return at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate())
                        ? "today"
                        : day(at, now, zone);
            }
            var age = Duration.between(at, now);
            if (age.compareTo(Duration.ofMinutes(100)) < 0) {
                return age.toSeconds() < 100 ? Format.age(age) : age.toMinutes() + " m";
            }
            return age.compareTo(Duration.ofDays(2)) < 0 ? age.toHours() + " h" : day(at, now, zone);
        }

        LastUse later(LastUse other) {
            boolean theirs = wholeDay == other.wholeDay ? other.at.isAfter(at) : wholeDay;
            return theirs ? other : this;
        }
    }
}
