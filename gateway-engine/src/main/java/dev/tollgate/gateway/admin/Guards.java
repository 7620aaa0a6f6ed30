package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.admission.Hold;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.KeyDesk.SecretUse;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Word;
import dev.tollgate.gateway.time.Time;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Keys, budgets and holds as rows.
final class Guards {
    private final LiveSetup live;
    private final Control control;
    private final Time time;

    Guards(LiveSetup live, Control control, Time time) {
        this.live = live;
        this.control = control;
        this.time = time;
    }

    /// Dollars as an exact decimal text, as everywhere; counts as numbers.
    static JsonNode amount(Budget.Unit unit, long amount) {
        return switch (unit) {
            case USD -> Json.text(Picos.usd(amount));
            case TOKENS, REQUESTS -> JsonNodeFactory.instance.numberNode(amount);
        };
    }

    JsonNode budgets(Admission admission) {
        var config = live.current().config();
        return Json.array(admission.states(config.budgets(), config.billingZone()), Guards::budget);
    }

    private static JsonNode budget(BudgetState b) {
        var window = new Json().put("start", b.windowStart().toString()).at("end", b.windowEnd()).node();
        return new Json().put("name", b.name()).put("subject", b.subject()).put("unit", b.unit().word())
                .put("limit", amount(b.unit(), b.limit())).put("settled", amount(b.unit(), b.settled()))
                .put("reserved", amount(b.unit(), b.reserved())).put("holds", b.holds())
                .put("projected", b.projected().isPresent()
                        ? amount(b.unit(), b.projected().getAsLong())
                        : JsonNodeFactory.instance.nullNode())
                .put("window", window).put("state", b.state()).put("told_share", b.told())
                .at("told_at", b.toldAt()).put("refused", b.refused()).at("refused_since", b.refusedSince())
                .put("refusing", b.refusing()).node();
    }

    JsonNode holds() {
        return Json.array(control.budgets().holds(), Guards::hold);
    }

    private static JsonNode hold(Hold h) {
        return new Json().put("request_id", h.request()).put("key", h.key()).put("budget", h.budget())
                .put("subject", h.subject()).put("since", h.since().toString()).put("unit", h.unit().word())
                .put("amount", amount(h.unit(), h.amount())).node();
    }

    JsonNode keys() {
        return Json.array(live.current().config().keys(), this::key);
    }

    private JsonNode key(KeyEntry key) {
        var pause = control.pauses().stream().filter(p -> p.subject().equals(key.name())).findFirst();
        return new Json().put("name", key.name()).put("routes", Json.array(key.routes(), Json::text))
                .put("limits", limits(key.limits())).put("defaults", values(key.defaults()))
                .put("fixed", values(key.fixed())).put("owner", key.owner().map(KeyEntry.Owner::name))
                .put("owner_email", key.owner().flatMap(KeyEntry.Owner::email))
                .put("require", Json.array(key.require(), dimension -> Json.text(dimension.word())))
                .put("on_missing", key.onMissing().word()).at("expires", key.expires())
                .put("state", state(key, pause.isPresent(), time.instant()))
                .at("paused_since", pause.map(Pauses.Pause::since))
                .at("last_used", control.keys().lastUse(key.name()))
                .put("secrets", Json.array(control.keys().secrets(key), Guards::secret)).node();
    }

    /// What a call with it meets first: who resumes an expired key has not helped it.
    static String state(KeyEntry key, boolean paused, Instant now) {
        return key.isExpired(now) ? "expired" : paused ? "paused" : "on";
    }

    private static JsonNode secret(SecretUse use) {
        return new Json().at("until", use.until()).at("last_used", use.lastUsed()).node();
    }

    private static JsonNode values(Map<Dimension, String> values) {
        var json = new Json();
        values.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(each -> json.put(((Word) each.getKey()).word(), each.getValue()));
        return json.node();
    }

    private static JsonNode limits(KeyLimits limits) {
        var json = new Json();
        put(json, "rpm", limits.rpm());
        put(json, "tpm", limits.tpm());
        put(json, "parallel", limits.parallel());
        put(json, "max_input_tokens", limits.maxInputTokens());
        put(json, "max_output_tokens", limits.maxOutputTokens());
        if (limits.maxRequestPicos().isPresent()) {
            json.put("max_request_usd", Optional.of(Picos.usd(limits.maxRequestPicos().getAsLong())));
        }
        return json.node();
    }

    private static void put(Json json, String name, OptionalLong value) {
        if (value.isPresent()) {
            json.put(name, value.getAsLong());
        }
    }
}
