package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.admin.AdminHandler.Reply;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.Done;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.time.Time;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What can be done.
final class Acts {
    static final String AUTHOR = "admin API";
    private static final Set<String> VERDICTS = Set.of("accepted", "rejected", "rework");

    private final Ledger ledger;
    private final Control control;
    private final KeyActs keys;
    private final ConfigEdits edits;

    Acts(LiveSetup live, Ledger ledger, Control control, ConfigEdits edits, Time time) {
        this.ledger = ledger;
        this.control = control;
        this.keys = new KeyActs(live, control, time);
        this.edits = edits;
    }

    Optional<Reply> post(String[] path, JsonNode body) {
        if (path.length == 3 && path[0].equals("requests") && path[2].equals("cut")) {
            Fields.of(body);
            return Optional.of(cut(path[1]));
        }
        if (path[0].equals("keys") || path[0].equals("holds")) {
            return keys.post(path, body);
        }
        if (path.length == 4 && path[0].equals("config") && path[1].equals("versions") && path[3].equals("restore")) {
            Fields.of(body);
            return Optional.of(edits.restore(path[2]));
        }
        return switch (String.join("/", path)) {
            case "outcomes" -> Optional.of(outcome(body));
            case "config/check" -> Optional.of(edits.check(body));
            default -> Optional.empty();
        };
    }

    private Reply cut(String id) {
        Done done = control.cut(AUTHOR, id);
        return done.affected() == 0
                ? Reply.error(404, "not_found", "id", "No request " + id + " is running.")
                : Reply.ok(new Json().put("cut", id).node());
    }

    Optional<Reply> delete(String[] path) {
        return path.length == 2 && path[0].equals("keys") ? Optional.of(keys.delete(path[1])) : Optional.empty();
    }

    private Reply outcome(JsonNode body) {
        var fields = Fields.of(body, "request_id", "outcome");
        var id = fields.text("request_id").orElse("");
        var verdict = fields.text("outcome").orElse("");
        if (id.isEmpty()) {
            return Reply.error(400, "invalid_request", "request_id", "request_id is missing.");
        }
        if (!VERDICTS.contains(verdict)) {
            return Reply.error(400, "invalid_request", "outcome", "outcome is accepted, rejected or rework.");
        }
        return ledger.appOutcome(id, verdict)
                ? Reply.ok(new Json().put("request_id", id).put("outcome", verdict).node())
                : Reply.error(404, "not_found", "request_id", "There is no request " + id + ".");
    }
}
