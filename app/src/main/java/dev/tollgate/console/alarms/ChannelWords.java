package dev.tollgate.console.alarms;

import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.alarm.ChannelState;
import dev.tollgate.gateway.alarm.Delivery;
import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.config.Secret;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Channels in the console's words.
final class ChannelWords {
    private static final String AGAIN =
            " An alarm would be tried again after 1 s, 5 s, 30 s and 2 min, then given up for this channel.";
    private static final int NAMED = 3;

    private ChannelWords() {}

    /// The address without what stands behind the host: with many services whoever knows that may post there.
    static String address(String webhook) {
        var uri = URI.create(webhook);
        var path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return uri.getScheme() + "://" + uri.getRawAuthority()
                + (path.length() > 1 || uri.getRawQuery() != null ? "/…" : "");
    }

    /// Where the secret is; never more of it.
    static String secret(Secret secret) {
        return switch (secret) {
            case Secret.Keychain _ -> "in the keychain";
            case Secret.Stored _ -> "in the encrypted file of this home";
            case Secret.Env(var name) -> "in the variable " + name;
            case Secret.InFile(var path) -> "in the file " + path;
            case Secret.Literal _ -> "in the configuration";
            case Secret.Hashed _ -> "as a hash";
        };
    }

    static String state(ChannelState state, Instant now) {
        var parts = new ArrayList<String>();
        parts.add(state.trouble().map(why -> state.since().map(at -> "since " + time(at, now) + " ").orElse("") + why)
                .or(() -> state.lastSent().map(at -> "told " + time(at, now))).orElse("not told yet"));
        if (state.waiting() > 0) {
            parts.add(state.waiting() + " waiting");
        }
        if (state.lost() > 0) {
            parts.add(state.lost() + " given up");
        }
        return String.join(" · ", parts);
    }

    private static String time(Instant at, Instant now) {
        var zone = ZoneId.systemDefault();
        boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return today ? Format.clockSeconds(at, zone) : Format.time(at, now, zone);
    }

    /// Which rules tell it: those that name it, and those that name none.
    static String tellers(Channel channel, List<AlarmRule> rules) {
        var names = rules.stream().filter(rule -> rule.to().isEmpty() || rule.to().contains(channel.name()))
                .map(AlarmRule::name).toList();
        if (names.isEmpty()) {
            return "no rule";
        }
        if (names.size() == rules.size()) {
            return "all rules";
        }
        return names.size() <= NAMED ? String.join(", ", names) : names.size() + " of " + rules.size() + " rules";
    }

    /// What deleting does to the rules that name it; empty where none does.
    static Optional<String> named(Channel channel, List<AlarmRule> rules, int others) {
        var naming = rules.stream().filter(rule -> rule.to().contains(channel.name())).toList();
        if (naming.isEmpty()) {
            return Optional.empty();
        }
        var alone = naming.stream().filter(rule -> rule.to().size() == 1).map(AlarmRule::name).toList();
        var then = alone.isEmpty()
                ? ""
                : " " + list(alone) + (alone.size() == 1 ? " names" : " name") + " no other channel and then "
                        + (alone.size() == 1 ? "tells" : "tell")
                        + (others == 0 ? " nobody but the screen." : " all the others.");
        return Optional.of((naming.size() == 1 ? "Rule " : "Rules ") + list(naming.stream().map(AlarmRule::name)
                .toList()) + (naming.size() == 1 ? " names " : " name ") + channel.name()
                + "; deleting takes it out of " + (naming.size() == 1 ? "that." : "those.") + then);
    }

    private static String list(List<String> names) {
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    /// What somebody else changed meanwhile.
    static String difference(Channel before, Optional<Channel> now) {
        if (now.isEmpty()) {
            return before.name() + " was deleted elsewhere meanwhile. Nothing was saved.";
        }
        var parts = new ArrayList<String>();
        if (!before.webhook().equals(now.get().webhook())) {
            parts.add("address " + address(before.webhook()) + " → " + address(now.get().webhook()));
        }
        if (!before.secret().equals(now.get().secret())) {
            parts.add(now.get().secret().isEmpty() ? "no longer signed" : "another secret");
        }
        return before.name() + " was changed elsewhere meanwhile: " + String.join(", ", parts)
                + ". Nothing was saved.";
    }

    /// What came back, and what that means.
    static String came(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Answered(int status, var took) ->
                "It answered " + status + " after " + Format.duration(took) + ": " + meaning(status, delivery);
            case Delivery.Unreached(var why, var took) ->
                "Not reached after " + Format.duration(took) + ": " + sentence(why) + AGAIN;
            case Delivery.Unsigned(var why) -> "Nothing was sent, since its secret cannot be had: " + sentence(why);
        };
    }

    private static String meaning(int status, Delivery delivery) {
        if (delivery.isTaken()) {
            return "it takes what Tollgate tells.";
        }
        if (delivery.isTriedAgain()) {
            return (status == 429 ? "it is told too often." : "the receiver has trouble of its own.") + AGAIN;
        }
        return switch (status) {
            case 401, 403 -> "it refuses the signature, or whoever sends. Compare the secret on both sides.";
            case 404, 410 -> "nothing takes messages at this address. Check the path.";
            case 405 -> "this address takes no POST. Check the path.";
            default -> status >= 300 && status < 400
                    ? "it has moved; Tollgate follows no redirects. Write the new address."
                    : "it does not take the message. An alarm would not be tried again.";
        };
    }

    private static String sentence(String clause) {
        return clause + (clause.endsWith("?") || clause.endsWith(".") ? "" : ".");
    }
}
