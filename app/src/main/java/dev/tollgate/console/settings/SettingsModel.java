package dev.tollgate.console.settings;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.backup.DailyCopies;
import dev.tollgate.gateway.backup.MissingKey;
import dev.tollgate.gateway.backup.Restore;
import dev.tollgate.gateway.backup.Restored;
import dev.tollgate.gateway.backup.Written;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.Difference;
import dev.tollgate.gateway.control.History;
import dev.tollgate.gateway.control.KeptSecrets;
import dev.tollgate.gateway.control.Sealing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What the page knows and does: the configuration in force, its versions, the home's files. JavaFX thread; what takes
/// time runs beside it.
final class SettingsModel implements LiveModel {
    private static final String AUTHOR = "console";
    private static final int KEPT = 200;

    private final Feed feed;
    private final Gateway gateway;
    private final ReadOnlyObjectWrapper<GatewayConfig> config;
    private final ReadOnlyObjectWrapper<GatewayStatus> status;
    private final ReadOnlyObjectWrapper<Optional<List<History.Entry>>> versions =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Folder>> folder = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<DailyCopies.State>> copies =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Boolean>> notifications =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<SecretsSeen>> secrets =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private long seen;

    SettingsModel(Feed feed) {
        this.feed = feed;
        this.gateway = feed.gateway();
        this.config = new ReadOnlyObjectWrapper<>(gateway.config());
        this.status = new ReadOnlyObjectWrapper<>(gateway.status());
        this.seen = gateway.configVersion();
    }

    @Override
    public void tick(LiveSnapshot now) {
        status.set(now.status());
        if (gateway.configVersion() != seen) {
            refresh();
        }
    }

    /// Asks everything again.
    void shown() {
        refresh();
        feed.query("settings-notifications", () -> gateway.remembered(Host.Desktop.REMEMBERED),
                kept -> notifications.set(Optional.of(!kept.orElse("on").equals("off"))));
    }

    private void refresh() {
        seen = gateway.configVersion();
        config.set(gateway.config());
        status.set(gateway.status());
        feed.query("settings-versions", () -> gateway.history().newest(KEPT),
                found -> versions.set(Optional.of(found)));
        files();
        secrets();
    }

    /// Looks again which secrets this machine gives; a keychain that is locked makes it slow.
    void secrets() {
        feed.query("settings-secrets", () -> new SecretsSeen(MissingKey.of(gateway.config(), gateway.secrets()),
                gateway.keptSecrets().unused()), found -> secrets.set(Optional.of(found)));
    }

    private void files() {
        feed.query("settings-folder", () -> Folder.of(gateway.home()), found -> folder.set(Optional.of(found)));
        feed.query("settings-copies", gateway.dailyCopies()::state, found -> copies.set(Optional.of(found)));
    }

    Feed feed() {
        return feed;
    }

    Path home() {
        return gateway.home();
    }

    /// The file that alone changes the configuration, where there is one.
    Optional<String> file() {
        return gateway.versions().file();
    }

    long version() {
        return gateway.configVersion();
    }

    ReadOnlyObjectProperty<GatewayConfig> configProperty() {
        return config.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<GatewayStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /// Empty until they are read.
    ReadOnlyObjectProperty<Optional<List<History.Entry>>> versionsProperty() {
        return versions.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Folder>> folderProperty() {
        return folder.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<DailyCopies.State>> copiesProperty() {
        return copies.getReadOnlyProperty();
    }

    /// Empty until it was looked.
    ReadOnlyObjectProperty<Optional<SecretsSeen>> secretsProperty() {
        return secrets.getReadOnlyProperty();
    }

    /// Deletes a kept secret for good.
    void delete(KeptSecrets.Unused unused, Consumer<Outcome> then) {
        act(() -> gateway.keptSecrets().delete(AUTHOR, unused)
                .<Outcome>map(why -> new Outcome.Failed(unused.name() + " was not deleted: " + why + "."))
                .orElseGet(() -> new Outcome.Done(unused.name() + " is deleted")), then);
    }

    ReadOnlyObjectProperty<Optional<Boolean>> notificationsProperty() {
        return notifications.getReadOnlyProperty();
    }

    // ---- changes

    /// Runs beside the JavaFX thread; a failure becomes words.
    private void act(Supplier<Outcome> action, Consumer<Outcome> then) {
        feed.act(() -> {
            try {
                return action.get();
            } catch (RuntimeException failed) {
                return new Outcome.Failed(words(failed));
            }
        }, outcome -> {
            refresh();
            then.accept(outcome);
        });
    }

    private static String words(Exception failed) {
        return String.valueOf(failed.getMessage()) + " Nothing was changed; calls are served as before.";
    }

    /// Changes the configuration.
    ///
    /// @param unchanged whether what was edited is still as the editor saw it
    void save(UnaryOperator<GatewayConfig> change, Predicate<GatewayConfig> unchanged, Consumer<Outcome> then) {
        act(() -> {
            var stale = new AtomicBoolean();
            var applied = gateway.versions().apply(AUTHOR, now -> {
                stale.set(!unchanged.test(now));
                return stale.get() ? now : change.apply(now);
            });
            return stale.get() ? new Outcome.Stale() : outcome(applied);
        }, then);
    }

    private static Outcome outcome(Applied applied) {
        return switch (applied) {
            case Applied.InForce(var version) -> new Outcome.Done("In force as version " + version);
            case Applied.Wrong(var problems) -> new Outcome.Wrong(problems);
            case Applied.ReadOnly(var file) -> new Outcome.Failed("The configuration comes from " + file
                    + ", which alone changes it.");
        };
    }

    void restore(long version, Consumer<Outcome> then) {
        act(() -> outcome(gateway.history().restore(AUTHOR, version)), then);
    }

    void difference(long from, long to, Consumer<Difference> then) {
        feed.query("settings-difference", () -> gateway.history().difference(from, to), then);
    }

    /// What would change if this version were in force again.
    void back(long version, Consumer<Difference> then) {
        feed.query("settings-difference", () -> gateway.history().back(version), then);
    }

    void notifications(boolean on) {
        act(() -> {
            gateway.remember(Host.Desktop.REMEMBERED, on ? "on" : "off");
            return new Outcome.Done("");
        }, _ -> notifications.set(Optional.of(on)));
    }

    // ---- files

    /// A file with a configuration, and what it would change; or every mistake in it.
    sealed interface Looked {
        record Good(GatewayConfig config, Difference difference) implements Looked {}

        record Wrong(List<String> lines) implements Looked {
            public Wrong {
                lines = List.copyOf(lines);
            }
        }
    }

    void look(Path file, Consumer<Looked> then) {
        feed.query("settings-look", () -> looked(file), then);
    }

    private Looked looked(Path file) {
        final String text;
        try {
            text = Files.readString(file);
        } catch (IOException unreadable) {
            return new Looked.Wrong(List.of(file + " cannot be read (" + unreadable.getClass().getSimpleName()
                    + "). Check the path and its permissions."));
        }
        return switch (ConfigFile.parse(text, file.toString(), gateway.config().billingZone())) {
            case ConfigFile.Parsed.Good(var found, var _) -> new Looked.Good(found, gateway.history().to(found));
            case ConfigFile.Parsed.Wrong(var problems) -> new Looked.Wrong(lines(file, problems));
        };
    }

    private static List<String> lines(Path file, List<Problem> problems) {
        return problems.stream().map(problem -> ConfigFile.render(problem, String.valueOf(file.getFileName())))
                .toList();
    }

    /// Takes the whole configuration over.
    void take(Path file, GatewayConfig next, long seenVersion, Consumer<Outcome> then) {
        act(() -> gateway.versions().applyTo(seenVersion, "import of " + file.getFileName(), _ -> next)
                .map(SettingsModel::outcome).orElseGet(Outcome.Stale::new), then);
    }

    /// Keeps what the file says as a version, so that it is in force when started without the file.
    void adopt(Consumer<Outcome> then) {
        act(() -> new Outcome.Done("Kept as version " + gateway.versions().keep("adopted " + file().orElse(""))
                + "; start without --config and it is in force"), then);
    }

    void export(Path file, Consumer<Outcome> then) {
        act(() -> {
            try {
                var yaml = Sealing.exported(gateway.config()).getBytes(StandardCharsets.UTF_8);
                return Written.<Outcome, IOException>whole("The export", file, out -> {
                    out.write(yaml);
                    return new Outcome.Done("The configuration is in " + file);
                });
            } catch (IOException failed) {
                return new Outcome.Failed(String.valueOf(failed.getMessage()));
            }
        }, then);
    }

    void backup(Path file, Optional<char[]> passphrase, Consumer<Outcome> then) {
        act(() -> {
            try {
                var made = gateway.backups().write(file, passphrase);
                var done = "The home is in " + file + ", " + Folder.size(made.bytes());
                return made.leftOut().isEmpty()
                        ? new Outcome.Done(done)
                        : new Outcome.Failed(done + ". These keys are not in it: "
                                + String.join("; ", made.leftOut()) + ".");
            } catch (IOException failed) {
                return new Outcome.Failed(String.valueOf(failed.getMessage()));
            }
        }, then);
    }

    /// Why a backup would not be taken, in words; the file is read whole, and nothing is closed or changed.
    void check(Path file, Optional<char[]> passphrase, Consumer<Optional<String>> then) {
        feed.query("settings-restore", () -> Restore.check(gateway.home(), file, passphrase)
                .map(Restored.Refused::message), then);
    }

    void daily(DailyCopies.Settings settings, Consumer<Outcome> then) {
        act(() -> {
            gateway.dailyCopies().change(settings);
            return new Outcome.Done("");
        }, then);
    }
}
