package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Which counters may use more for a while. They outlast a window and, as text, the process; calls that run keep the
/// cap they were admitted under.
public final class Raises {
    private static final int FIELDS = 4;

    private record Place(String budget, String subject) {}

    private final Map<Place, Raise> all = new ConcurrentHashMap<>();
    private final AtomicBoolean changed = new AtomicBoolean();

    Raises() {}

    /// Replaces what a counter is topped up by.
    ///
    /// @param next empty ends it
    /// @return what stood there
    public Optional<Raise> set(String budget, String subject, Optional<Raise> next) {
        var place = new Place(budget, subject);
        var before = next.isPresent() ? all.put(place, next.get()) : all.remove(place);
        changed.set(true);
        return Optional.ofNullable(before);
    }

    /// What holds now.
    public Optional<Raise> of(String budget, String subject, Instant now) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        @Nullable
        Raise found = all.get(new Place(budget, subject));
        return Optional.ofNullable(found).filter(raise -> raise.until().isAfter(now));
    }

    /// This amount and what the counter may use beyond it now; never past the largest `long`.
    long over(long amount, Budget budget, Account account, Instant now) {
        return all.isEmpty()
                ? amount
                : of(budget.name(), account.subject, now).map(raise -> Account.sum(amount, raise.amount()))
                        .orElse(amount);
    }

    /// As [#takeChanged] gave it. A line that cannot be read is no raise: the configured cap holds.
    public void recall(String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            var fields = line.split(" ", -1);
            try {
                if (fields.length == FIELDS) {
                    all.put(new Place(decode(fields[0]), decode(fields[1])),
                            new Raise(Long.parseLong(fields[2]), Instant.parse(fields[3])));
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                changed.set(true);
            }
        });
    }

    /// All that have not ended, for [#recall], if any was set since the last time.
    public Optional<String> takeChanged(Instant now) {
        if (!changed.getAndSet(false)) {
            return Optional.empty();
        }
        all.values().removeIf(raise -> !raise.until().isAfter(now));
        var text = new StringBuilder();
        all.forEach((place, raise) -> text.append(encode(place.budget)).append(' ').append(encode(place.subject))
                .append(' ').append(raise.amount()).append(' ').append(raise.until()).append('\n'));
        return Optional.of(text.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
