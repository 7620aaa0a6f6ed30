package dev.tollgate.gateway.ledger;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// Comma-separated rows by RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it:
/// some values come from clients.
final class Csv {
    private Csv() {}

    static void row(Writer out, List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(cell(cells.get(i)));
        }
        out.write("\r\n");
    }

    private static String cell(String text) {
        var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
