package dev.tollgate.gateway.access;

import dev.tollgate.gateway.access.Pauses.Pause;
import dev.tollgate.gateway.config.KeyEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// What a refused client reads: what happened, and what to do. Never a secret.
final class Messages {
    private static final String OURS = "Tollgate's own keys begin with tg- and are made in its window on the"
            + " page Keys, or listed under keys: in its configuration file.";
    private static final int LONGEST_NAME = 100;

    private Messages() {}

    static String unknownKey(Sent sent) {
        if (!sent.any()) {
            return "No API key was sent: send a Tollgate key as Authorization: Bearer tg-… " + OURS;
        }
        if (sent.looksLikeOurs()) {
            return "This Tollgate key is not known here: it was deleted or rotated, or belongs to another home. "
                    + OURS;
        }
        return sent.looksLike()
                .map(what -> "The API key that was sent looks like " + what + ". Providers' keys stay in Tollgate, apps"
                        + " send one of its own instead. " + OURS)
                .orElse("The API key that was sent is not one of Tollgate's. " + OURS);
    }

    static String expired(KeyEntry key, Instant since) {
        return "Key " + key.name() + " expired at " + since.truncatedTo(ChronoUnit.SECONDS)
                + ". Make a new key in Tollgate, or change its expiry.";
    }

    static String paused(KeyEntry key, Pause pause) {
        boolean own = pause.subject().equals(key.name());
        var who = pause.isEverything() ? "All calls are" : own ? "Key " + key.name() + " is" : capital(pause) + " is";
        return who + " paused since " + pause.since().truncatedTo(ChronoUnit.SECONDS) + " by " + pause.author()
                + ". Resume it in Tollgate's window"
                + (own || pause.isEverything() ? " or with POST " + resume(pause.subject()) + "." : ".");
    }

    private static String resume(String key) {
        return "/tollgate/v1/keys/" + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20") + "/resume";
    }

    private static String capital(Pause pause) {
        var label = pause.who().label();
        return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    static String missing(KeyEntry key, List<String> headers) {
        return "Key " + key.name() + " asks for " + String.join(" and ", headers) + " with each call: send "
                + (headers.size() == 1 ? "this header" : "these headers") + ", or set a default for it in the key.";
    }

    static String notAllowed(KeyEntry key, String model) {
        return "Key " + key.name() + " may not use " + quoted(model) + ", only: " + String.join(", ", key.routes())
                + ". Allow it in the key's routes in Tollgate, or use another key.";
    }

    static String unknownModel(String model, List<String> near) {
        return "No route or provider has the model " + quoted(model) + "." + didYouMean(near)
                + " Add a route of this name in Tollgate, or name a provider's model as PROVIDER/MODEL.";
    }

    static String unknownRoute(String route, List<String> near) {
        return "Header x-tollgate-route names the route " + quoted(route) + ", which does not exist."
                + didYouMean(near) + " Correct the header, or add the route in Tollgate.";
    }

    private static String didYouMean(List<String> near) {
        return near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?";
    }

    private static String quoted(String name) {
        return "'" + Clean.text(name, LONGEST_NAME) + "'";
    }
}
