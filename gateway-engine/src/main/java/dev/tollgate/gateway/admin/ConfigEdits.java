package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.admin.AdminHandler.Reply;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.Difference;
import dev.tollgate.gateway.control.History;
import dev.tollgate.gateway.control.Sealing;
import dev.tollgate.gateway.control.Versions;
import dev.tollgate.gateway.ledger.LedgerFailure;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.wire.Head;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The configuration whole: checked, replaced, its versions.
final class ConfigEdits {
    private static final String AUTHOR = "admin API";
    private static final String AUTHOR_FIELD = "author";
    private static final int MOST_AUTHOR = 300;
    private static final int KEPT = 100;

    private final LiveSetup live;
    private final Versions versions;
    private final History history;

    ConfigEdits(LiveSetup live, Versions versions, History history) {
        this.live = live;
        this.versions = versions;
        this.history = history;
    }

    /// What a client sent: a configuration, or every mistake.
    private sealed interface Sent {
        record Good(GatewayConfig config, List<Problem> warnings) implements Sent {}

        record Wrong(List<Problem> problems) implements Sent {}
    }

    private Sent parsed(String text) {
        var now = live.current().config();
        return switch (ConfigFile.parse(text, "configuration", now.billingZone())) {
            case ConfigFile.Parsed.Wrong(var problems) -> new Sent.Wrong(problems);
            case ConfigFile.Parsed.Good(var _, var _) -> switch (ConfigFile.parse(Sealing.unmasked(text, now),
                    "configuration", now.billingZone())) {
                case ConfigFile.Parsed.Wrong(var problems) -> new Sent.Wrong(problems);
                case ConfigFile.Parsed.Good(var config, var warnings) -> new Sent.Good(config, warnings);
            };
        };
    }

    /// An absent body is no empty configuration: whoever loses it on the way would lose everything.
    private static String text(JsonNode body) {
        if (!body.isObject() || (body.has("yaml") && !body.path("yaml").isString())) {
            throw new Parameters.Wrong(body.isObject() ? "yaml" : "body", "The body must be the whole configuration, as"
                    + " a JSON object or as { \"yaml\": \"…\" } with its text. Nothing was changed.");
        }
        if (body.has("yaml")) {
            return Fields.of(body, "yaml", AUTHOR_FIELD).text("yaml").orElse("");
        }
        return body.toString();
    }

    /// As it stands in the history, in a line.
    private static String author(JsonNode body) {
        var author = body.has("yaml")
                ? Fields.of(body, "yaml", AUTHOR_FIELD).text(AUTHOR_FIELD).orElse(AUTHOR)
                : AUTHOR;
        if (author.isBlank() || author.length() > MOST_AUTHOR || author.chars().anyMatch(Character::isISOControl)) {
            throw new Parameters.Wrong(AUTHOR_FIELD, "author has 1 to " + MOST_AUTHOR + " characters, none of them a"
                    + " control. Nothing was changed.");
        }
        return author;
    }

    Reply check(JsonNode body) {
        return switch (parsed(text(body))) {
            case Sent.Wrong(var problems) -> checked(problems, new Difference(List.of(), List.of()));
            case Sent.Good(var config, var warnings) -> checked(warnings, history.to(config));
        };
    }

    private Reply checked(List<Problem> problems, Difference difference) {
        return Reply.ok(new Json().put("problems", Json.array(problems, ConfigEdits::problem))
                .put("read_only", versions.file())
                .put("changes", Json.array(difference.words(), Json::text))
                .put("difference", Json.array(difference.around(2), ConfigEdits::line))
                .put("version", live.current().version()).node());
    }

    private static JsonNode line(Difference.Line line) {
        return Json.text(switch (line.kind()) {
            case SAME -> "  ";
            case ADDED -> "+ ";
            case REMOVED -> "- ";
        } + line.text());
    }

    static JsonNode problem(Problem p) {
        return new Json().put("path", p.path()).put("line", p.line()).put("message", p.message())
                .put("warning", p.warning()).node();
    }

    /// `PUT config`.
    Reply put(Head head, JsonNode body) {
        if (versions.file().isPresent()) {
            return readOnly(versions.file().get());
        }
        var match = head.first("If-Match").map(value -> value.replace("W/", "").replace("\"", "").strip());
        if (match.isEmpty()) {
            return Reply.error(428, "precondition_required", "If-Match", "If-Match is missing: send the ETag of the"
                    + " configuration you changed, so that nobody's change is lost.");
        }
        return switch (parsed(text(body))) {
            case Sent.Wrong(var problems) -> wrong(problems);
            case Sent.Good(var config, var warnings) -> taken(match.get(), body, config, warnings);
        };
    }

    private Reply taken(String match, JsonNode body, GatewayConfig config, List<Problem> warnings) {
        var author = author(body);
        try {
            var applied = match.equals("*")
                    ? Optional.of(versions.apply(author, _ -> config))
                    : versions.applyTo(number(match), author, _ -> config);
            return applied.map(outcome -> answer(outcome, warnings)).orElseGet(this::changed);
        } catch (LedgerFailure full) {
            return Reply.error(503, "not_saved", null, full.getMessage() + " The configuration is as it was.");
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private Reply changed() {
        return Reply.error(412, "config_changed", "If-Match", "The configuration has changed since: version "
                + live.current().version() + " is in force. Read it again and repeat your change.");
    }

    private static Reply readOnly(String file) {
        return Reply.error(409, "read_only_config", null, "The configuration comes from " + file
                + ", which alone changes it. Edit that file; it is taken over when it is saved.");
    }

    private Reply answer(Applied applied, List<Problem> warnings) {
        return switch (applied) {
            case Applied.ReadOnly(var file) -> readOnly(file);
            case Applied.Wrong(var problems) -> wrong(problems);
            case Applied.InForce(var version) -> new Reply(200, new Json().put("version", version)
                    .put("problems", Json.array(warnings, ConfigEdits::problem)).node(),
                    Head.of("Content-Type", "application/json", "ETag", "\"" + version + "\""));
        };
    }

    private static Reply wrong(List<Problem> problems) {
        var mistakes = problems.stream().filter(p -> !p.warning()).toList();
        var first = mistakes.getFirst();
        var error = Reply.error(422, "invalid_config", first.path(),
                ConfigFile.render(first, "configuration")
                        + (mistakes.size() > 1 ? " (and " + (mistakes.size() - 1) + " more)" : ""));
        return new Reply(422, new Json().put("error", error.body().path("error"))
                .put("problems", Json.array(problems, ConfigEdits::problem)).node(), error.head());
    }

    /// `config/versions`, `config/yaml`.
    Optional<Reply> get(String[] path, Parameters query) {
        if (path.length == 2 && path[0].equals("config")) {
            query.exactly();
        }
        return switch (String.join("/", path)) {
            case "config/versions" -> Optional.of(Reply.ok(Json.list(
                    Json.array(history.newest(KEPT), ConfigEdits::version), Optional.empty())));
            case "config/yaml" -> Optional.of(Reply.ok(new Json()
                    .put("yaml", Sealing.exported(live.current().config())).put("version", live.current().version())
                    .node()));
            default -> Optional.empty();
        };
    }

    private static JsonNode version(History.Entry entry) {
        return new Json().put("version", entry.version().number()).put("at", entry.version().at().toString())
                .put("author", entry.version().author()).put("changes", Json.array(entry.changed(), Json::text)).node();
    }

    /// `config/versions/N/restore`.
    Reply restore(String version) {
        if (!history.has(number(version))) {
            return Reply.error(404, "not_found", "version",
                    "There is no version " + version + " of the configuration.");
        }
        return answer(history.restore(AUTHOR, number(version)), List.of());
    }
}
