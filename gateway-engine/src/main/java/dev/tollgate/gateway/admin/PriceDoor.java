package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.admin.AdminHandler.Reply;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.config.PriceText;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.Committed;
import dev.tollgate.gateway.control.Preview;
import dev.tollgate.gateway.control.PriceDesk;
import dev.tollgate.gateway.control.PriceTable;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `prices`: read, replaced as a whole, and tried out on a past window.
final class PriceDoor {
    private static final String AUTHOR = "admin API";
    private static final Duration WEEK = Duration.ofDays(7);

    private final PriceDesk desk;
    private final LiveSetup live;
    private final Time time;

    PriceDoor(PriceDesk desk, LiveSetup live, Time time) {
        this.desk = desk;
        this.live = live;
        this.time = time;
    }

    /// An answer where the path is one of these; the body is read only then.
    Optional<Reply> answer(Exchange exchange, String[] path, Supplier<JsonNode> body) {
        return switch (exchange.method() + " " + String.join("/", path)) {
            case "GET prices", "HEAD prices" ->
                Optional.of(list(Parameters.of(exchange.query()).exactly("limit", "cursor")));
            case "PUT prices" -> Optional.of(replace(exchange.requestHead(), body));
            case "POST prices/what-if" -> Optional.of(whatIf(body.get()));
            default -> Optional.empty();
        };
    }

    /// All rows of the configuration, and the shipped ones of its providers; in portions only where asked for, since
    /// the table is put back as a whole.
    private Reply list(Parameters query) {
        var table = desk.table();
        var rows = table.rows().stream()
                .filter(row -> !row.shipped() || table.providers().contains(row.provider())).toList();
        int from = Math.clamp(query.get("cursor").map(PriceDoor::place).orElse(0), 0, rows.size());
        int to = query.get("limit").isPresent() ? Math.min(rows.size(), from + query.limit()) : rows.size();
        var body = Json.list(array(rows.subList(from, to)),
                to < rows.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
        body.set("unpriced", Json.array(table.unpriced(), PriceDoor::unpriced));
        return new Reply(200, body, Head.of("Content-Type", "application/json", "ETag", "\"" + table.version() + "\""));
    }

    private static int place(String cursor) {
        try {
            return Integer.parseInt(cursor);
        } catch (NumberFormatException odd) {
            throw new Parameters.Wrong("cursor", "cursor " + cursor + " is not one of this list.");
        }
    }

    private static JsonNode array(List<PriceRow> rows) {
        var array = Json.MAPPER.readTree(PriceText.json(rows)).path("prices");
        for (int i = 0; i < rows.size(); i++) {
            if (array.get(i) instanceof ObjectNode row) {
                row.put("shipped", rows.get(i).shipped());
            }
        }
        return array;
    }

    private static JsonNode unpriced(PriceTable.Calls calls) {
        return new Json().put("provider", calls.provider()).put("model", calls.model())
                .put("requests", calls.requests()).put("tokens", calls.tokens()).node();
    }

    private Reply replace(Head head, Supplier<JsonNode> body) {
        var file = desk.file();
        if (file.isPresent()) {
            return readOnly(file.get());
        }
        var match = head.first("If-Match").map(tag -> tag.replace("\"", "").strip());
        if (match.isEmpty()) {
            return Reply.error(428, "precondition_required", "If-Match",
                    "Send the ETag of GET prices as If-Match, so that nobody's change is lost.");
        }
        var read = read(body.get(), "prices", "data", "unpriced", "next_cursor");
        return read.isWrong() ? wrong(read.problems) : replaced(match.get(), read.rows);
    }

    private Reply replaced(String match, List<PriceRow> rows) {
        long version = match.equals("*") ? live.current().version() : version(match);
        return switch (desk.replace(AUTHOR, version, rows)) {
            case Committed.Done(long now, var _, var after) -> new Reply(200,
                    new Json().put("version", now).put("rows", after.size()).node(),
                    Head.of("Content-Type", "application/json", "ETag", "\"" + now + "\""));
            case Committed.Stale _ -> Reply.error(412, "precondition_failed", "If-Match",
                    "The configuration has changed meanwhile. Read prices again and repeat the change.");
            case Committed.Refused(Applied.ReadOnly(var name)) -> readOnly(name);
            case Committed.Refused(Applied.Wrong(var problems)) -> wrong(problems);
            case Committed.Refused(Applied.InForce _) -> throw new IllegalStateException("in force and refused");
        };
    }

    private static long version(String tag) {
        try {
            return Long.parseLong(tag);
        } catch (NumberFormatException odd) {
            return -1;
        }
    }

    private static Reply readOnly(String file) {
        return Reply.error(409, "read_only_config", null,
                "Prices come from the file " + file + ". Change them there; it is read again when it changes.");
    }

    private static Reply wrong(List<Problem> problems) {
        var reply = Reply.error(422, "invalid_config", problems.getFirst().path(), problems.getFirst().message());
        if (reply.body() instanceof ObjectNode body) {
            body.set("problems", Json.array(problems, each -> new Json().put("path", each.path())
                    .put("message", each.message()).put("warning", each.warning()).node()));
        }
        return reply;
    }

    /// Rows, or every mistake in them.
    private record Rows(List<PriceRow> rows, List<Problem> problems) {
        boolean isWrong() {
            return !problems.isEmpty();
        }
    }

    /// Takes back what [#list] gave: rows that ship with the product are no part of the configuration.
    ///
    /// @param known the fields that may stand around the rows, where they do not come as a bare list
    private Rows read(JsonNode body, String... known) {
        if (body.isObject()) {
            Fields.of(body, known);
        }
        if (body.has("prices") && body.has("data")) {
            throw new Parameters.Wrong("data", "prices and data are two names of the same rows; send one of them.");
        }
        var given = body.isArray() ? body : body.has("prices") ? body.path("prices") : body.path("data");
        if (!given.isArray()) {
            throw new Parameters.Wrong("prices", "prices must be a list of rows.");
        }
        var own = new ArrayList<JsonNode>();
        for (var each : given) {
            if (!each.path("shipped").asBoolean(false)) {
                own.add(each instanceof ObjectNode row ? row.without("shipped") : each);
            }
        }
        var text = Json.MAPPER.writeValueAsString(Map.of("prices", own));
        return switch (ConfigFile.parse(text, "prices", live.current().config().billingZone())) {
            case ConfigFile.Parsed.Good(var config, var _) -> new Rows(config.prices(), List.of());
            case ConfigFile.Parsed.Wrong(var problems) -> new Rows(List.of(), problems);
        };
    }

    private Reply whatIf(JsonNode body) {
        var rows = read(body, "prices", "data", "unpriced", "next_cursor", "from", "to");
        if (rows.isWrong()) {
            return wrong(rows.problems);
        }
        var now = time.instant();
        var period = new Parameters.Period(at(body, "from", now.minus(WEEK)), at(body, "to", now));
        return switch (desk.instead(rows.rows, period.from(), period.to(), () -> false)) {
            case Preview.Outcome.Known(var preview) -> Reply.ok(preview(preview));
            case Preview.Outcome.TooLarge(long calls) -> Reply.error(400, "invalid_request", "from",
                    "The window has more than " + (calls - 1) + " requests. Ask for a shorter one.");
            case Preview.Outcome.Cancelled _ -> throw new IllegalStateException("nobody cancels this");
        };
    }

    private static Instant at(JsonNode body, String name, Instant otherwise) {
        return new Fields(body).text(name).filter(text -> !text.isEmpty())
                .map(text -> new Parameters(Map.of(name, text)).instant(name, otherwise)).orElse(otherwise);
    }

    private static JsonNode preview(Preview p) {
        return new Json().put("from", p.from().toString()).put("to", p.to().toString())
                .put("old_usd", Picos.usd(p.oldPicos())).put("new_usd", Picos.usd(p.newPicos()))
                .put("difference_usd", Picos.usd(p.difference())).put("requests", p.requests())
                .put("touched", p.touched()).put("unpriced_before", p.oldUnpriced())
                .put("unpriced_after", p.newUnpriced())
                .put("models", Json.array(p.models(), m -> new Json().put("provider", m.provider())
                        .put("model", m.model()).put("calls", m.calls()).put("old_usd", Picos.usd(m.oldPicos()))
                        .put("new_usd", Picos.usd(m.newPicos())).put("unpriced_after", m.unpriced()).node()))
                .put("most_changed", Json.array(p.most(), r -> new Json().put("id", r.id())
                        .put("started", r.started().toString()).put("key", r.key()).put("target", r.target())
                        .put("old_usd", r.wasPriced() ? Optional.of(Picos.usd(r.oldPicos())) : Optional.<String>empty())
                        .put("new_usd", Picos.usd(r.newPicos())).node()))
                .node();
    }
}
