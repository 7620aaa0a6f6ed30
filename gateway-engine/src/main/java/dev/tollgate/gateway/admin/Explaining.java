package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.request.DryRun;
import dev.tollgate.gateway.request.Explained;
import dev.tollgate.gateway.request.Hypothesis;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.wire.AskScanner;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Scan;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Explains what would become of a call along a route, in JSON. Sends nothing. Thread-safe.
public final class Explaining {
    private static final String CHAT = "/v1/chat/completions";
    private static final long USUAL_INPUT = 1_000;
    private static final long USUAL_OUTPUT = 500;

    private final LiveSetup live;
    private final DryRun dryRun;

    public Explaining(LiveSetup live, DryRun dryRun) {
        this.live = live;
        this.dryRun = dryRun;
    }

    /// The same as `POST routes/NAME/explain`.
    ///
    /// @throws IllegalArgumentException where the route is unknown or the question is wrong, in words
    public String json(String route, String question) {
        try {
            return Json.MAPPER.writeValueAsString(explain(route, Json.MAPPER.readTree(question)));
        } catch (Parameters.Wrong wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException("The question is no JSON.", wrong);
        }
    }

    Optional<AdminHandler.Reply> post(String[] path, JsonNode body) {
        return path.length == 3 && path[0].equals("routes") && path[2].equals("explain")
                ? Optional.of(AdminHandler.Reply.ok(explain(Called.decoded(path[1]), body)))
                : Optional.empty();
    }

    private JsonNode explain(String route, JsonNode body) {
        var config = live.current().config();
        if (config.routes().stream().map(Route::name).noneMatch(route::equals)) {
            throw new Parameters.Wrong(404, "route", "There is no route " + route + ". There are: "
                    + config.routes().stream().map(Route::name).collect(Collectors.joining(", ")) + ".");
        }
        return json(
                dryRun.of(asked(route, Fields.of(body, "key", "headers", "path", "body", "input", "output", "tools"),
                        config)));
    }

    private static Hypothesis asked(String route, Fields fields, GatewayConfig config) {
        var key = fields.text("key").orElse("");
        if (!key.isEmpty() && config.keys().stream().map(KeyEntry::name).noneMatch(key::equals)) {
            throw new Parameters.Wrong("key", "There is no key " + key + ".");
        }
        var head = head(fields.body().path("headers"));
        var output = fields.tokens("output");
        var body = fields.body().path("body");
        if (!body.isMissingNode()) {
            return real(route, key, called(fields.text("path").orElse(CHAT), route), body, output, head);
        }
        return new Hypothesis(key, route, Endpoint.CHAT, fields.tokens("input").orElse(USUAL_INPUT),
                output.orElse(USUAL_OUTPUT), OptionalLong.empty(), fields.flag("tools")).from(head);
    }

    private static Hypothesis real(String route, String key, Called called, JsonNode body, OptionalLong output,
            Head head) {
        if (!(body instanceof ObjectNode object)) {
            throw new Parameters.Wrong("body", "body is the request's body: a JSON object, { … }.");
        }
        if (called.model().isEmpty()) {
            object.put("model", route);
        }
        return switch (AskScanner.scan(called, Json.MAPPER.writeValueAsBytes(object))) {
            case Scan.Read(var ask) -> Hypothesis.of(key, ask, output, head);
            case Scan.Refused(var bad) -> throw new Parameters.Wrong("body", bad.message());
        };
    }

    /// Paths of Gemini's name the model: here it is the route in any case.
    private static Called called(String path, String route) {
        var called = Called.of(path).orElseThrow(
                () -> new Parameters.Wrong("path", path + " calls no model; " + CHAT + " does, for example."));
        return called.model().isEmpty()
                ? called
                : new Called(called.endpoint(), called.protocol(), called.method(), called.tail(), Optional.of(route),
                        called.stream());
    }

    private static Head head(JsonNode headers) {
        if (!headers.isMissingNode() && !headers.isObject()) {
            throw new Parameters.Wrong("headers", "headers is an object of names and values.");
        }
        var fields = new ArrayList<Head.Field>();
        headers.propertyStream().forEach(each -> {
            if (!each.getValue().isString()) {
                throw new Parameters.Wrong("headers", "The header " + each.getKey() + " is a text, in quotes.");
            }
            fields.add(new Head.Field(each.getKey(), each.getValue().asString()));
        });
        return new Head(fields);
    }

    private static JsonNode json(Explained told) {
        return new Json().put("route", told.route()).put("refusal", told.refusal()).put("barred", told.barred())
                .put("notes", Json.array(told.notes(), Json::text)).put("input", told.asked().input())
                .put("output", told.asked().output()).put("held_usd", Picos.usd(told.heldPicos()))
                .put("targets", Json.array(told.rungs(), Explaining::rung)).node();
    }

    private static JsonNode rung(Explained.Rung rung) {
        return new Json().put("target", rung.target()).put("route_type", rung.type().word())
                .put("fate", rung.fate().word()).put("reason", rung.reason())
                .put("facts", Json.array(rung.facts(), Json::text))
                .put("likely_usd", rung.likelyPicos().isPresent()
                        ? Optional.of(Picos.usd(rung.likelyPicos().getAsLong()))
                        : Optional.empty())
                .node();
    }
}
