package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.access.Models;
import dev.tollgate.gateway.access.Resolution;
import dev.tollgate.gateway.admin.AdminHandler.Reply;
import dev.tollgate.gateway.config.Durations;
import dev.tollgate.gateway.config.KeyCheck;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.KeyText;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.KeyDesk;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.time.Time;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What can be done with keys and holds. What would change the configuration is refused where that comes from a file;
/// pausing and releasing is state and always works.
final class KeyActs {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern PLACE = Pattern.compile("^keys\\[\\d+]\\.");

    private final LiveSetup live;
    private final Control control;
    private final Time time;

    KeyActs(LiveSetup live, Control control, Time time) {
        this.live = live;
        this.control = control;
        this.time = time;
    }

    Optional<Reply> post(String[] path, JsonNode body) {
        if (path.length == 1 && path[0].equals("keys")) {
            return Optional.of(make(body));
        }
        return path.length == 3 ? act(path[0] + "/" + path[2], decoded(path[1]), body) : Optional.empty();
    }

    private Optional<Reply> act(String what, String name, JsonNode body) {
        return switch (what) {
            case "keys/pause", "keys/resume" -> {
                Fields.of(body);
                yield Optional.of(pause(name, what.endsWith("pause")));
            }
            case "keys/rotate" -> Optional.of(rotate(name, body));
            case "holds/release" -> {
                Fields.of(body);
                yield Optional.of(release(name));
            }
            default -> Optional.empty();
        };
    }

    private Reply make(JsonNode body) {
        if (!body.isObject()) {
            throw new Parameters.Wrong("body", "The body must be a key, as a JSON object.");
        }
        return switch (KeyText.parse(body.toString())) {
            case KeyText.Parsed.Wrong(var problems) -> wrong(problems);
            case KeyText.Parsed.Good(var key) -> unknownRoute(key).orElseGet(() -> make(key));
        };
    }

    /// A new key that may use only what is not there would be refused at its first call, far from whoever misspelt it.
    private Optional<Reply> unknownRoute(KeyEntry key) {
        var config = live.current().config();
        for (int i = 0; i < key.routes().size(); i++) {
            var name = key.routes().get(i);
            if (name.indexOf('*') < 0 && Models.resolve(config, name) instanceof Resolution.Missing(var near)) {
                return Optional.of(Reply.error(422, "invalid_config", "routes[" + i + "]", "routes[" + i
                        + "]: "
                        + KeyCheck.unknownName(name, near)
                        + "; no key was made. Make the route first, or take the name out; without routes a key may"
                        + " use all."));
            }
        }
        return Optional.empty();
    }

    /// The caller knows one key, not its place among all: a name that is taken is said as such.
    private Reply make(KeyEntry key) {
        var made = control.keys().make(Acts.AUTHOR, key, List.of());
        return made.applied() instanceof Applied.Wrong && isKnown(key.name())
                ? Reply.error(409, "key_exists", "name", "There is a key " + key.name() + " already; nothing was made."
                        + " Choose another name, or POST keys/{name}/rotate for a new secret of that key.")
                : made(made);
    }

    private Reply rotate(String name, JsonNode body) {
        // a grace that is not understood must not end the old secret at once
        var grace = Durations.parse(Fields.of(body, "grace").text("grace").orElse("0s"))
                .filter(length -> length.compareTo(LONGEST) <= 0);
        if (grace.isEmpty()) {
            return Reply.error(400, "invalid_request", "grace",
                    "grace is a duration such as 1h or 30m, at most 365d.");
        }
        return isKnown(name) ? rotated(name, grace.get()) : unknown(name);
    }

    private Reply rotated(String name, Duration grace) {
        return made(control.keys().rotate(Acts.AUTHOR, name, grace));
    }

    private static Reply made(KeyDesk.Made made) {
        return made.key()
                .map(key -> new Reply(200, new Json().put("name", key.name()).put("secret", key.secret()).node(),
                        Reply.ok(Json.MAPPER.createObjectNode()).head().with("Cache-Control", "no-store")))
                .orElseGet(() -> refused(made.applied()).orElseThrow());
    }

    /// A key's name may hold spaces and whatever else an address does not.
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException odd) {
            return segment;
        }
    }

    Reply delete(String segment) {
        var name = decoded(segment);
        if (!isKnown(name)) {
            return unknown(name);
        }
        return refused(control.keys().delete(Acts.AUTHOR, name).applied())
                .orElseGet(() -> Reply.ok(new Json().put("deleted", name).node()));
    }

    private Reply pause(String name, boolean pause) {
        if (!name.equals(Control.EVERYTHING) && !isKnown(name)) {
            return unknown(name);
        }
        if (pause) {
            control.pause(Acts.AUTHOR, name);
        } else {
            control.resume(Acts.AUTHOR, name);
        }
        return Reply.ok(new Json().put("name", name).put("state", state(name, pause)).node());
    }

    private String state(String name, boolean paused) {
        return live.current().config().keys().stream().filter(key -> key.name().equals(name)).findFirst()
                .map(key -> Guards.state(key, paused, time.instant()))
                .orElse(paused ? "paused" : "on");
    }

    private Reply release(String request) {
        return control.budgets().release(Acts.AUTHOR, request).affected() == 0
                ? Reply.error(404, "not_found", "request_id", "Request " + request + " holds nothing in a budget.")
                : Reply.ok(new Json().put("released", request).node());
    }

    private boolean isKnown(String name) {
        return live.current().config().keys().stream().anyMatch(key -> key.name().equals(name));
    }

    private static Reply unknown(String name) {
        return Reply.error(404, "not_found", "name", "There is no key " + name + ".");
    }

    /// Why a change was not made; empty where it was.
    static Optional<Reply> refused(Applied applied) {
        return switch (applied) {
            case Applied.InForce _ -> Optional.empty();
            case Applied.Wrong(var problems) -> Optional.of(wrong(problems));
            case Applied.ReadOnly(var file) -> Optional.of(Reply.error(409, "read_only_config", null,
                    "The configuration comes from " + file + " and is changed there, not here."));
        };
    }

    /// The caller knows one key, not its place among all.
    private static String field(Problem problem) {
        return PLACE.matcher(problem.path()).replaceFirst("");
    }

    private static Reply wrong(List<Problem> problems) {
        var text = problems.stream().map(p -> field(p).isEmpty() ? p.message() : field(p) + ": " + p.message())
                .collect(Collectors.joining("; "));
        return Reply.error(422, "invalid_config", problems.isEmpty() ? null : field(problems.getFirst()), text);
    }
}
