package dev.tollgate.gateway.admission;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Which notify steps were told in which window, so that a restart tells none of them again. Not thread-safe: guarded
/// by [Admission]'s lock.
final class Told {
    private static final int FIELDS = 5;

    private record Place(String budget, String subject, Instant start) {}

    private record Mark(int share, Instant at) {}

    private final Map<Place, Mark> recalled = new HashMap<>();
    private boolean changed;

    void changed() {
        changed = true;
    }

    /// A new counter goes on where the last process left it.
    void recall(String budget, Account account) {
        if (!recalled.isEmpty()) {
            var mark = recalled.remove(new Place(budget, account.subject, account.window.start()));
            if (mark != null) {
                account.told = mark.share;
                account.toldAt = mark.at;
            }
        }
    }

    /// A line that cannot be read is a step told twice, which is better than none.
    void read(String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            var fields = line.split(" ", -1);
            try {
                if (fields.length == FIELDS) {
                    recalled.put(new Place(decode(fields[0]), decode(fields[1]), Instant.parse(fields[2])),
                            new Mark(Integer.parseInt(fields[3]), Instant.parse(fields[4])));
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                changed = true;
            }
        });
    }

    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /// What of these windows was told, as [#read] reads it; marks of theirs that nobody asked for yet are kept.
    String text(Collection<Book> books) {
        var text = new StringBuilder();
        for (Book book : books) {
            for (Account account : book.accounts().values()) {
                var at = account.toldAt;
                if (account.told > 0 && at != null) {
                    line(text, new Place(book.budget().name(), account.subject, account.window.start()),
                            new Mark(account.told, at));
                }
            }
        }
        recalled.keySet().removeIf(place -> books.stream().noneMatch(
                book -> book.budget().name().equals(place.budget) && book.start().equals(place.start)));
        recalled.forEach((place, mark) -> line(text, place, mark));
        return text.toString();
    }

    private static void line(StringBuilder text, Place place, Mark mark) {
        text.append(encode(place.budget)).append(' ').append(encode(place.subject)).append(' ').append(place.start)
                .append(' ').append(mark.share).append(' ').append(mark.at).append('\n');
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
