package dev.tollgate.console.alarms;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.alarm.Delivery;
import dev.tollgate.gateway.config.Alarming;
import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.config.ConfigCheck;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.control.Applied;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What is done to channels. Blocks on disk, keychain and network, so never on the JavaFX thread; throws nothing.
final class ChannelDesk {
    private static final String AUTHOR = "console";

    private final Gateway gateway;

    ChannelDesk(Gateway gateway) {
        this.gateway = gateway;
    }

    /// What a change came to.
    sealed interface Outcome {
        /// In force.
        ///
        /// @param back takes it back
        /// @param where a fresh secret is kept, in words; empty where there is none
        record Saved(ChannelEdit back, String where) implements Outcome {}

        /// Nothing was changed: somebody else changed the same meanwhile.
        record Clashed() implements Outcome {}

        /// Nothing was changed.
        record Refused(String why) implements Outcome {}
    }

    /// Keeps a fresh secret, then saves; what would be refused anyway is said before anything is kept.
    Outcome save(ChannelDraft draft) {
        try {
            var trial = ChannelEdit.of(draft.before(), Optional.of(draft.written()));
            var wrong = wrong(trial);
            if (wrong.isPresent()) {
                return wrong.get();
            }
            var where = new AtomicReference<>("");
            var channel = draft.channel(secret -> {
                var kept = gateway.control().keep("channel-" + draft.name(), secret);
                where.set(kept.where());
                return kept.reference();
            });
            return apply(ChannelEdit.of(draft.before(), Optional.of(channel)), where.get());
        } catch (RuntimeException fault) {
            return failed(fault);
        }
    }

    /// As it stands here or not at all.
    Outcome apply(ChannelEdit edit) {
        return apply(edit, "");
    }

    private Outcome apply(ChannelEdit edit, String where) {
        try {
            var wrong = wrong(edit);
            if (wrong.isPresent()) {
                return wrong.get();
            }
            var before = new AtomicReference<>(Alarming.NONE);
            var applied = gateway.control().apply(AUTHOR, config -> {
                before.set(config.alarming());
                return edit.clashes(config.alarming()) || edit.isTaken(config.alarming())
                        ? config
                        : config.withAlarming(edit.into(config.alarming()));
            });
            if (edit.clashes(before.get())) {
                return new Outcome.Clashed();
            }
            if (edit.isTaken(before.get())) {
                return taken();
            }
            return switch (applied) {
                case Applied.InForce _ -> new Outcome.Saved(edit.back(before.get()), where);
                case Applied.Wrong(var problems) -> refused(problems);
                case Applied.ReadOnly(var file) -> readOnly(file);
            };
        } catch (RuntimeException fault) {
            return failed(fault);
        }
    }

    private Optional<Outcome> wrong(ChannelEdit edit) {
        var config = gateway.config();
        if (gateway.configFile().isPresent()) {
            return Optional.of(readOnly(String.valueOf(gateway.configFile().get().getFileName())));
        }
        if (edit.clashes(config.alarming())) {
            return Optional.of(new Outcome.Clashed());
        }
        if (edit.isTaken(config.alarming())) {
            return Optional.of(taken());
        }
        var problems = ConfigCheck.of(config.withAlarming(edit.into(config.alarming()))).stream()
                .filter(each -> !each.warning()).toList();
        return problems.isEmpty() ? Optional.empty() : Optional.of(refused(problems));
    }

    private static Outcome refused(List<Problem> problems) {
        return new Outcome.Refused("Nothing was changed. " + problems.getFirst().path() + ": "
                + problems.getFirst().message() + ".");
    }

    private static Outcome taken() {
        return new Outcome.Refused("Another channel has this name by now; choose another one.");
    }

    private static Outcome readOnly(String file) {
        return new Outcome.Refused("Channels come from " + file + ", which alone may change them.");
    }

    private static Outcome failed(RuntimeException fault) {
        return new Outcome.Refused("Nothing was changed: " + words(fault));
    }

    private static String words(RuntimeException fault) {
        return Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
    }

    /// Sends one test message and waits for what comes back.
    Delivery test(Channel channel) {
        try {
            return gateway.alarms().test(AUTHOR, channel);
        } catch (RuntimeException fault) {
            return new Delivery.Unsigned(words(fault));
        }
    }
}
