package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.admin.AdminHandler.Reply;
import dev.tollgate.gateway.alarm.AlarmAct;
import dev.tollgate.gateway.alarm.AlarmJson;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Alarms;
import dev.tollgate.gateway.config.Durations;
import dev.tollgate.gateway.control.Trail;
import dev.tollgate.gateway.ledger.AuditRow;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// `alarms` and `audit`.
final class AlarmCalls {
    private static final Set<String> ACTS = Set.of("ack", "snooze", "undo");
    private static final Set<String> STATES = Set.of("open", "active", "acknowledged", "snoozed", "ended");
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Alarms alarms;
    private final Trail trail;

    AlarmCalls(Alarms alarms, Trail trail) {
        this.alarms = alarms;
        this.trail = trail;
    }

    /// Open ones first, then those that ended, the newest first.
    Reply list(Parameters query) {
        var state = query.exactly("state", "limit", "cursor").get("state").orElse("");
        if (!state.isEmpty() && !STATES.contains(state)) {
            throw new Parameters.Wrong("state", "state is open, active, acknowledged, snoozed or ended.");
        }
        int limit = query.limit();
        var from = query.get("cursor").map(AlarmCalls::place).orElse(Place.START);
        var rows = new ArrayList<AlarmView>();
        if (from.before().isEmpty()) {
            alarms.open().stream().filter(each -> state.isEmpty() || state.equals("open")
                    || state.equals(each.state().word())).skip(from.open()).forEach(rows::add);
        }
        if ((state.isEmpty() || state.equals("ended")) && rows.size() <= limit) {
            rows.addAll(alarms.ended(limit + 1 - rows.size(), from.before()));
        }
        var page = rows.subList(0, Math.min(limit, rows.size()));
        return Reply.ok(Json.list(Json.array(page, AlarmJson::of),
                rows.size() > limit ? Optional.of(after(page, from)) : Optional.empty()));
    }

    /// Where a page begins: after so many open ones, or before an alarm that has ended.
    private record Place(int open, OptionalLong before) {
        static final Place START = new Place(0, OptionalLong.empty());
    }

    private static String after(List<AlarmView> page, Place from) {
        var last = page.getLast();
        return last.isOpen() ? "o" + (from.open() + page.size()) : last.id();
    }

    private static Place place(String cursor) {
        try {
            if (cursor.startsWith("o")) {
                return new Place(Integer.parseUnsignedInt(cursor.substring(1)), OptionalLong.empty());
            }
            if (cursor.startsWith("al_")) {
                return new Place(0, OptionalLong.of(Long.parseUnsignedLong(cursor.substring(3))));
            }
        } catch (NumberFormatException odd) {
            // told below
        }
        throw new Parameters.Wrong("cursor", "cursor " + cursor + " is not one of this list.");
    }

    Reply audit(Parameters query) {
        int limit = query.exactly("limit", "cursor").limit();
        List<AuditRow> rows = trail.rows(limit, query.get("cursor").map(AlarmCalls::before)
                .map(OptionalLong::of).orElse(OptionalLong.empty()));
        var next = rows.size() < limit
                ? Optional.<String>empty()
                : Optional.of(Long.toString(rows.getLast().id(), 36));
        return Reply.ok(Json.list(Json.array(rows, AlarmCalls::row), next));
    }

    private static long before(String cursor) {
        try {
            return Long.parseLong(cursor, 36);
        } catch (NumberFormatException wrong) {
            throw new Parameters.Wrong("cursor", "cursor " + cursor + " is not one of this list.");
        }
    }

    private static JsonNode row(AuditRow row) {
        var subject = row.subject().isEmpty() ? "" : Subject.parse(row.subject()).label();
        return new Json().put("id", row.id()).put("at", row.at().toString()).put("author", row.author())
                .put("action", row.action()).put("subject", subject).put("detail", row.detail()).node();
    }

    /// `alarms/{id}/ack|snooze|undo`.
    Optional<Reply> post(String[] path, JsonNode body, String author) {
        if (path.length != 3 || !path[0].equals("alarms") || !ACTS.contains(path[2])) {
            return Optional.empty();
        }
        var snoozes = path[2].equals("snooze");
        var fields = snoozes ? Fields.of(body, "for") : Fields.of(body);
        var done = switch (path[2]) {
            case "ack" -> alarms.acknowledge(author, path[1]);
            case "undo" -> alarms.undo(author, path[1]);
            default -> alarms.snooze(author, path[1], length(fields));
        };
        return Optional.of(switch (done) {
            case AlarmAct.Done(var alarm) -> Reply.ok(AlarmJson.of(alarm));
            case AlarmAct.Nothing(var why) -> Reply.error(409, "nothing_to_undo", "id", why);
            case AlarmAct.Unknown(var id) -> Reply.error(404, "not_found", "id", "No alarm " + id + " is open.");
        });
    }

    private static Duration length(Fields fields) {
        return fields.text("for").flatMap(Durations::parse).filter(Duration::isPositive)
                .filter(length -> length.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new Parameters.Wrong("for", "for is a duration such as 1h, at most 30d."));
    }
}
