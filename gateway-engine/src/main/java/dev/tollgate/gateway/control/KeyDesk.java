package dev.tollgate.gateway.control;

import dev.tollgate.gateway.access.KeyMaker;
import dev.tollgate.gateway.access.Keys;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.access.Uses;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes, changes, rotates and deletes virtual keys. A secret is told once, when it is made, and kept as a hash.
/// Thread-safe.
public final class KeyDesk {
    private final Versions versions;
    private final Pauses pauses;
    private final Uses uses;
    private final Secrets secrets;
    private final Events events;
    private final Time time;

    public KeyDesk(Versions versions, Pauses pauses, Uses uses, Secrets secrets, Events events, Time time) {
        this.versions = versions;
        this.pauses = pauses;
        this.uses = uses;
        this.secrets = secrets;
        this.events = events;
        this.time = time;
    }

    /// A secret just made, empty where the configuration would not take it; `applied` says why.
    public record Made(Optional<NewKey> key, Applied applied) {}

    /// One secret of a key.
    ///
    /// @param until when it ends to work; empty for the one in force
    /// @param lastUsed empty for never
    public record SecretUse(Optional<Instant> until, Optional<Instant> lastUsed) {}

    /// Makes a key with budgets of its own, all or nothing. A configuration may keep a key that has ended; nobody makes
    /// one.
    ///
    /// @param key what it may do; its secret is replaced by a new one
    public Made make(String author, KeyEntry key, List<Budget> budgets) {
        var secret = KeyMaker.make();
        var entry = key.withSecrets(hashed(secret), List.of());
        return made(author, "make key", entry.name(), secret, Stale.apply(versions, author, config -> {
            if (entry.isExpired(time.instant())) {
                throw new Stale("keys[" + config.keys().size() + "].expires",
                        entry.expires().orElseThrow() + " has passed; no key was made");
            }
            var keys = new ArrayList<>(config.keys());
            keys.add(entry);
            var more = new ArrayList<>(config.budgets());
            more.addAll(budgets);
            return config.withKeys(keys).withBudgets(more);
        }));
    }

    /// Replaces a key's secret. The old one works on until the grace is over, so that apps can be changed one by one.
    ///
    /// @param grace zero: the old one ends at once
    public Made rotate(String author, String name, Duration grace) {
        var secret = KeyMaker.make();
        return made(author, "rotate key", name, secret, Stale.apply(versions, author, config -> {
            var key = find(config, name);
            var now = time.instant();
            var former = new ArrayList<KeyEntry.Former>();
            if (grace.isPositive()) {
                former.add(new KeyEntry.Former(key.secret(), now.plus(grace).truncatedTo(ChronoUnit.SECONDS)));
            }
            key.former().stream().filter(old -> old.until().isAfter(now)).forEach(former::add);
            return replaced(config, key, key.withSecrets(hashed(secret), former));
        }));
    }

    private Made made(String author, String action, String name, String secret, Applied applied) {
        acted(author, action, name, applied);
        return new Made(applied instanceof Applied.InForce ? Optional.of(new NewKey(name, secret)) : Optional.empty(),
                applied);
    }

    private static Secret hashed(String secret) {
        return new Secret.Hashed(Keys.hash(secret));
    }

    /// Ends all replaced secrets of a key before their time.
    public Applied endFormer(String author, String name) {
        var applied = Stale.apply(versions, author, config -> {
            var key = find(config, name);
            return replaced(config, key, key.withSecrets(key.secret(), List.of()));
        });
        acted(author, "end old secrets of", name, applied);
        return applied;
    }

    /// Changes what a key may do; name and secrets stay.
    ///
    /// @param before as the editor found it: where it was changed since, nothing is lost and nothing is done
    public Applied change(String author, KeyEntry before, KeyEntry after) {
        var applied = Stale.apply(versions, author, config -> {
            var key = find(config, before.name());
            if (!key.withSecrets(before.secret(), before.former()).equals(before)) {
                throw new Stale("keys." + key.name(), "Key " + key.name()
                        + " was changed by somebody else meanwhile. Open it again and repeat the change.");
            }
            if (!after.name().equals(key.name())) {
                throw new Stale("keys." + key.name(), "A key keeps its name, since its history goes by it.");
            }
            return replaced(config, key, after.withSecrets(key.secret(), key.former()));
        });
        acted(author, "change key", before.name(), applied);
        return applied;
    }

    private static GatewayConfig replaced(GatewayConfig config, KeyEntry before, KeyEntry after) {
        return config.withKeys(config.keys().stream().map(each -> each.equals(before) ? after : each).toList());
    }

    /// Deletes a key with the budgets that are for it alone. Undone, it is the same key: its secrets, its place, its
    /// budgets with what was spent, and its pause.
    public Undoable delete(String author, String name) {
        var gone = new ArrayList<Deleted>(1);
        var applied = Stale.apply(versions, author, config -> {
            var deleted = Deleted.of(config, find(config, name));
            gone.add(deleted);
            return deleted.without(config);
        });
        if (!(applied instanceof Applied.InForce)) {
            return new Undoable(applied, Optional.empty());
        }
        acted(author, "delete key", name, applied);
        var paused = pauses.all().stream().filter(each -> each.subject().equals(name)).findFirst();
        paused.ifPresent(_ -> pauses.resume(name));
        return new Undoable(applied, Optional.of(by -> restore(by, gone.getFirst(), paused)));
    }

    private Applied restore(String author, Deleted gone, Optional<Pauses.Pause> paused) {
        var applied = Stale.apply(versions, author, gone::back);
        if (applied instanceof Applied.InForce) {
            paused.ifPresent(pause -> pauses.pause(pause.subject(), pause.author()));
        }
        acted(author, "bring back key", gone.key.name(), applied);
        return applied;
    }

    /// What went with a key, each at its place.
    private record Deleted(KeyEntry key, int place, List<Budget> budgets) {
        static Deleted of(GatewayConfig config, KeyEntry key) {
            return new Deleted(key, config.keys().indexOf(key),
                    config.budgets().stream().filter(each -> isFor(each, key)).toList());
        }

        private static boolean isFor(Budget budget, KeyEntry key) {
            return key.name().equals(budget.scope().fixed().get(Dimension.KEY));
        }

        GatewayConfig without(GatewayConfig config) {
            return config.withKeys(config.keys().stream().filter(each -> !each.equals(key)).toList())
                    .withBudgets(config.budgets().stream().filter(each -> !budgets.contains(each)).toList());
        }

        GatewayConfig back(GatewayConfig config) {
            var keys = new ArrayList<>(config.keys());
            keys.add(Math.min(place, keys.size()), key);
            var all = new ArrayList<>(config.budgets());
            all.addAll(budgets);
            return config.withKeys(keys).withBudgets(all);
        }
    }

    /// The key's secrets and when each was used last; the one in force first.
    public List<SecretUse> secrets(KeyEntry key) {
        var found = new ArrayList<SecretUse>();
        found.add(new SecretUse(Optional.empty(), lastUse(key, key.secret())));
        key.former().forEach(old -> found.add(new SecretUse(Optional.of(old.until()), lastUse(key, old.secret()))));
        return List.copyOf(found);
    }

    private Optional<Instant> lastUse(KeyEntry key, Secret secret) {
        return Keys.mark(key, secret, secrets).flatMap(uses::last);
    }

    /// When a key was used last, with whichever secret; empty for never.
    public Optional<Instant> lastUse(String name) {
        return uses.last(name);
    }

    private static KeyEntry find(GatewayConfig config, String name) {
        return config.keys().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new Stale("keys." + name, "There is no key " + name + "."));
    }

    private void acted(String author, String action, String subject, Applied applied) {
        if (applied instanceof Applied.InForce) {
            events.publish(new Event.Acted(time.instant(), author, action, subject));
        }
    }
}
