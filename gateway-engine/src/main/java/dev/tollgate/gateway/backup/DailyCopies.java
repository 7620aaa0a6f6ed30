package dev.tollgate.gateway.backup;

import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One copy of the home a day, made by itself into `HOME/backups`; the newest few stay. Thread-safe.
public final class DailyCopies {
    /// Beyond which keeping more is refused.
    public static final int MOST = 99;

    private static final System.Logger LOG = System.getLogger(DailyCopies.class.getName());
    private static final String STATE = "daily-copies";
    private static final Pattern NAME = Pattern.compile("tollgate-(\\d{4}-\\d\\d-\\d\\d)\\.zip");
    /// Not in the first minutes: a start has enough to do.
    private static final Duration AFTER_START = Duration.ofMinutes(3);

    private final Path folder;
    private final Backups backups;
    private final Ledger ledger;
    private final LiveSetup live;
    private final Time time;
    private final Instant begun;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable Thread worker;
    private volatile boolean closed;
    private volatile String trouble = "";
    private volatile Settings settings;
    private volatile Instant triedAt = Instant.EPOCH;

    /// Whether copies are made, and how many stay.
    public record Settings(boolean on, int keep) {
        public static final Settings USUAL = new Settings(true, 3);

        String text() {
            return (on ? "on " : "off ") + keep;
        }

        static Settings of(String text) {
            var words = text.split(" ", 2);
            return new Settings(words[0].equals("on"), Integer.parseInt(words[1]));
        }
    }

    /// A copy that is there.
    public record Copy(Path file, Instant made, long bytes) {}

    /// @param copies the newest first
    /// @param trouble why the last try failed, in words; empty when all is well
    public record State(Settings settings, List<Copy> copies, String trouble) {
        public State {
            copies = List.copyOf(copies);
        }
    }

    public DailyCopies(Path home, Backups backups, Ledger ledger, LiveSetup live, Time time) {
        this.folder = home.resolve("backups");
        this.backups = backups;
        this.ledger = ledger;
        this.live = live;
        this.time = time;
        this.begun = time.instant();
        this.settings = ledger.state().load(STATE).map(Settings::of).orElse(Settings.USUAL);
    }

    public void change(Settings next) {
        if (next.keep() < 1 || next.keep() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " copies can be kept");
        }
        ledger.state().save(STATE, next.text());
        settings = next;
        drop();
    }

    /// Reads the folder.
    public State state() {
        return new State(settings, copies(), trouble);
    }

    /// Begins a copy where one is due; called about once a second, returns at once.
    public void tick() {
        var now = time.instant();
        boolean due = !closed && settings.on() && now.isAfter(begun.plus(AFTER_START))
                && now.isAfter(triedAt.plus(Duration.ofHours(1)));
        if (due && running.compareAndSet(false, true)) {
            triedAt = now;
            worker = time.startPlatform("tollgate-daily-copy", this::copy);
        }
    }

    /// Begins no more.
    ///
    /// @return the thread of the last copy, which may still be making it
    public Optional<Thread> stop() {
        closed = true;
        return Optional.ofNullable(worker);
    }

    private void copy() {
        var file = folder.resolve("tollgate-" + today() + ".zip");
        try {
            if (Files.notExists(file) && (ledger.status().committed() > 0 || ledger.configVersion() > 0)) {
                Files.createDirectories(folder);
                backups.write(file, Optional.empty());
                drop();
            }
            trouble = "";
        } catch (IOException | RuntimeException failed) {
            trouble = "Today's copy was not made: " + words(file, failed) + " It is tried again in an hour.";
            LOG.log(System.Logger.Level.WARNING, trouble);
        } finally {
            running.set(false);
        }
    }

    private static String words(Path file, Exception failed) {
        var words = failed instanceof IOException fault
                ? Written.words(file, fault)
                : String.valueOf(failed.getMessage()) + ".";
        return words.replaceFirst("^The backup was not made: ", "");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(time.instant(), live.current().config().billingZone());
    }

    private List<Copy> copies() {
        var found = new ArrayList<Copy>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var file : files.filter(f -> NAME.matcher(f.getFileName().toString()).matches()).toList()) {
                    found.add(new Copy(file, Files.getLastModifiedTime(file).toInstant(), Files.size(file)));
                }
            } catch (IOException unreadable) {
                trouble = folder + " cannot be read: " + FileFault.of(unreadable).words() + ".";
            }
        }
        found.sort(Comparator.comparing((Copy copy) -> copy.file().getFileName().toString()).reversed());
        return found;
    }

    private void drop() {
        for (var old : copies().stream().skip(settings.keep()).toList()) {
            try {
                Files.deleteIfExists(old.file());
            } catch (IOException kept) {
                trouble = old.file() + " cannot be removed: " + FileFault.of(kept).words() + ".";
            }
        }
    }
}
