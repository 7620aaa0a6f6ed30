package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.alarm.Alarms;
import dev.tollgate.gateway.backup.Backups;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.History;
import dev.tollgate.gateway.control.PriceDesk;
import dev.tollgate.gateway.control.Trail;
import dev.tollgate.gateway.control.Versions;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.request.Line;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.smoke.SmokeTests;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Handler;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// `/tollgate/v1`: reads and acts for scripts as the window does for people. Everything but `health` asks for the
/// admin key. Thread-safe.
public final class AdminHandler implements Handler {
    private static final String PREFIX = "/tollgate/v1/";
    private static final Head JSON = Head.of("Content-Type", "application/json");
    private static final long MAX_BODY = 4_000_000;
    private static final Pattern TWICE = Pattern.compile("Duplicate Object property \"(.{1,100}?)\"");

    private final Time time;
    private final byte[] adminKey;
    private final Reads reads;
    private final Acts acts;
    private final SmokeDoor smoke;
    private final EventStream stream;
    private final Exports exports;
    private final AlarmCalls alarms;
    private final PriceDoor prices;
    private final ConfigEdits edits;
    private final BackupStream backup;
    private final Explaining explaining;

    public AdminHandler(String adminKey, LiveSetup live, Ledger ledger, Line line, Control control, Versions versions,
            Events events, Time time, Beside beside) {
        this.time = time;
        this.adminKey = adminKey.getBytes(StandardCharsets.UTF_8);
        this.alarms = new AlarmCalls(beside.alarms(), beside.trail());
        this.reads = new Reads(live, ledger, line, control, versions, time);
        this.edits = new ConfigEdits(live, versions, beside.history());
        this.backup = new BackupStream(beside.backups());
        this.acts = new Acts(live, ledger, control, edits, time);
        this.smoke = new SmokeDoor(beside.smoke());
        this.explaining = new Explaining(live, line.dryRun());
        this.stream = new EventStream(events, time);
        this.exports = new Exports(live, ledger, time);
        this.prices = new PriceDoor(new PriceDesk(live, ledger, versions, time), live, time);
    }

    /// What else there is to ask and to act on.
    public record Beside(SmokeTests smoke, History history, Backups backups, Alarms alarms, Trail trail) {}

    /// An answer, or nothing where the path is unknown.
    record Reply(int status, JsonNode body, Head head) {
        static Reply ok(JsonNode body) {
            return new Reply(200, body, JSON);
        }

        /// @param param empty or absent: no one parameter is to blame
        static Reply error(int status, String code, @Nullable String param, String message) {
            var named = param == null || param.isEmpty() ? null : param;
            return new Reply(status, Json.MAPPER.readTree(ErrorBody.openai(message, ErrorBody.type(status), named,
                    code)), JSON);
        }
    }

    @Override
    public void handle(Exchange exchange) {
        try {
            var path = exchange.path().startsWith(PREFIX) ? exchange.path().substring(PREFIX.length()) : "";
            if (path.equals("health")) {
                answer(exchange, exchange.reads()
                        ? reads.health()
                        : unserved(exchange, new String[] {path}));
            } else if (!allowed(exchange.requestHead())) {
                answer(exchange, Reply.error(401, "invalid_api_key", null,
                        "This needs the admin key as a Bearer token: `admin_key` of the configuration,"
                                + " TOLLGATE_ADMIN_KEY, or the file admin.key in the home."));
            } else if (path.equals("events") && exchange.method().equals("GET")) {
                stream.serve(exchange);
            } else {
                // questions over months, exports and copies compute for long, and the calls need their threads
                // meanwhile
                CompletableFuture
                        .runAsync(() -> serve(exchange, path), work -> time.startPlatform("tollgate-admin", work))
                        .join();
            }
        } catch (IOException gone) {
            exchange.abort();
        }
    }

    private void serve(Exchange exchange, String path) {
        try {
            switch (exchange.method() + " " + path) {
                case "GET export" -> export(exchange);
                case "POST backup" -> backup(exchange);
                default -> answer(exchange, reply(exchange, path));
            }
        } catch (IOException gone) {
            exchange.abort();
        }
    }

    private void export(Exchange exchange) throws IOException {
        try {
            exports.serve(exchange);
        } catch (Parameters.Wrong wrong) {
            answer(exchange, mistake(wrong));
        }
    }

    private void backup(Exchange exchange) throws IOException {
        try {
            var failed = backup.serve(exchange, body(exchange));
            if (failed.isPresent()) {
                answer(exchange, Reply.error(507, "no_backup", null, failed.get()));
            }
        } catch (Parameters.Wrong wrong) {
            answer(exchange, mistake(wrong));
        } catch (JacksonException wrong) {
            answer(exchange, noJson(wrong));
        }
    }

    private boolean allowed(Head head) {
        var sent = head.first("Authorization").filter(v -> v.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(v -> v.substring(7).strip()).orElse("");
        return !sent.isEmpty() && MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), adminKey);
    }

    private Reply reply(Exchange exchange, String path) {
        try {
            var parts = path.split("/", -1);
            return find(exchange, parts).orElseGet(() -> unserved(exchange, parts));
        } catch (Parameters.Wrong wrong) {
            return mistake(wrong);
        } catch (JacksonException wrong) {
            return noJson(wrong);
        }
    }

    private static Reply noJson(JacksonException wrong) {
        var twice = TWICE.matcher(String.valueOf(wrong.getOriginalMessage()));
        return twice.find()
                ? Reply.error(400, "invalid_json", twice.group(1),
                        "The body has the field " + twice.group(1) + " twice.")
                : Reply.error(400, "invalid_json", "body", "The body is no JSON.");
    }

    private static Reply mistake(Parameters.Wrong wrong) {
        return Reply.error(wrong.status(), wrong.status() == 413 ? "request_too_large" : "invalid_request",
                wrong.parameter(), String.valueOf(wrong.getMessage()));
    }

    private static Reply unserved(Exchange exchange, String[] path) {
        var told = exchange.method() + " is not served at " + exchange.path();
        return Methods.of(path).filter(allowed -> !allowed.contains(exchange.method())).map(allowed -> {
            var error = Reply.error(405, "method_not_allowed", null, told + "; use " + allowed + ".");
            return new Reply(405, error.body(), JSON.with("Allow", allowed));
        }).orElseGet(() -> Reply.error(404, "not_found", null,
                exchange.method() + " " + exchange.path() + " is not served here."));
    }

    private Optional<Reply> find(Exchange exchange, String[] path) {
        if (!exchange.reads()) {
            Parameters.of(exchange.query()).exactly(); // what is to be done stands in the body
        }
        if (path[0].equals("prices")) {
            return prices.answer(exchange, path, () -> body(exchange));
        }
        return switch (exchange.method()) {
            case "GET", "HEAD" -> get(path, Parameters.of(exchange.query()));
            case "POST" -> post(path, exchange);
            case "PUT" -> path.length == 1 && path[0].equals("config")
                    ? Optional.of(edits.put(exchange.requestHead(), whole(exchange)))
                    : Optional.empty();
            case "DELETE" -> acts.delete(path);
            default -> Optional.empty();
        };
    }

    private Optional<Reply> get(String[] path, Parameters query) {
        return switch (String.join("/", path)) {
            case "alarms" -> Optional.of(alarms.list(query));
            case "audit" -> Optional.of(alarms.audit(query));
            default -> path[0].equals("smoke")
                    ? smoke.get(path, query)
                    : edits.get(path, query).or(() -> reads.get(path, query));
        };
    }

    private Optional<Reply> post(String[] path, Exchange exchange) {
        var body = path.length == 2 && path[0].equals("config") && path[1].equals("check")
                ? whole(exchange)
                : body(exchange);
        return path[0].equals("smoke")
                ? smoke.post(path, body)
                : explaining.post(path, body).or(() -> alarms.post(path, body, Acts.AUTHOR))
                        .or(() -> acts.post(path, body));
    }

    /// Of a call that says nothing without a body.
    private static JsonNode whole(Exchange exchange) {
        return body(exchange, Json.MAPPER.missingNode());
    }

    /// An absent one is an object without fields.
    private static JsonNode body(Exchange exchange) {
        return body(exchange, Json.MAPPER.createObjectNode());
    }

    private static JsonNode body(Exchange exchange, JsonNode absent) {
        return switch (exchange.read(MAX_BODY)) {
            case Payload.Refused(var bad) -> throw new Parameters.Wrong(bad.status(), bad.param().orElse("body"),
                    bad.message());
            case Payload.Whole(var bytes) ->
                bytes.length == 0 ? absent : Json.MAPPER.readTree(bytes);
        };
    }

    private static void answer(Exchange exchange, Reply reply) throws IOException {
        exchange.answer(reply.status(), reply.head(), Json.MAPPER.writeValueAsBytes(reply.body()));
    }
}
