package dev.tollgate.console.spend;

import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.ledger.Totals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The table as it is shown, by RFC 4180: money to the last pico-dollar with a point, instants with their offset, the
/// sum in the last row. A text that a spreadsheet would run as a formula gets an apostrophe before it: some values come
/// from clients. Pure.
final class Csv {
    private static final int PICOS = 12;

    private Csv() {}

    /// @param lines in the order of the table
    static String text(Found found, List<Found.Line> lines, ZoneId zone) {
        var rows = new ArrayList<List<String>>();
        rows.add(head(found));
        for (var line : lines) {
            rows.add(row(found, zone, Found.Line.shown(line.name()), line.totals(), line.inWindow()));
        }
        rows.add(row(found, zone, Words.all(found.asked().by()), found.total(), found.inWindow()));
        return rows.stream().map(row -> row.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    private static List<String> head(Found found) {
        var head = new ArrayList<>(List.of("from", "to", found.asked().by().word(), "cost_usd", "cost", "share",
                "tokens", "requests", "unpriced", "usd_per_request", "saved_usd", "errors"));
        if (found.asked().window().isPresent()) {
            head.add(switch (found.asked().unit()) {
                case MONEY -> "in_window_usd";
                case TOKENS -> "in_window_tokens";
                case REQUESTS -> "in_window_requests";
            });
        }
        return head;
    }

    private static List<String> row(Found found, ZoneId zone, String name, Totals totals, long inWindow) {
        var price = Price.of(totals);
        boolean unpriced = price == Price.UNPRICED;
        var unit = found.asked().unit();
        var row = new ArrayList<>(List.of(iso(found.bars().from(), zone), iso(found.bars().to(), zone), name,
                unpriced ? "" : Money.exact(totals.picos()), price.word(),
                share(unit.of(totals), unit.of(found.total())), Long.toString(totals.tokens()),
                Long.toString(totals.requests()), Long.toString(totals.unpriced()), each(totals),
                Money.exact(totals.savedPicos()), Long.toString(totals.errors())));
        if (found.asked().window().isPresent()) {
            row.add(unit == Unit.MONEY ? Money.exact(inWindow) : Long.toString(inWindow));
        }
        return row;
    }

    private static String share(long part, long whole) {
        return whole == 0
                ? ""
                : BigDecimal.valueOf(part)
                        .divide(BigDecimal.valueOf(whole), 6, RoundingMode.HALF_UP).stripTrailingZeros()
                        .toPlainString();
    }

    private static String each(Totals totals) {
        long priced = totals.requests() - totals.unpriced();
        return totals.picos() == 0 || priced <= 0
                ? ""
                : BigDecimal.valueOf(totals.picos(), PICOS)
                        .divide(BigDecimal.valueOf(priced), PICOS, RoundingMode.HALF_UP).stripTrailingZeros()
                        .toPlainString();
    }

    private static String iso(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
    }

    private static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        var safe = formula ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
