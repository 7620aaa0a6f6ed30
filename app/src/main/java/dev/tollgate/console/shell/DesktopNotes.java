package dev.tollgate.console.shell;

import dev.tollgate.gateway.time.Time;
import java.awt.AWTException;
import java.awt.GraphicsEnvironment;
import java.awt.SystemTray;
import java.awt.TrayIcon;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Notes of the desktop itself: by its tray where Java knows it, else by `notify-send`; where there is neither, none.
final class DesktopNotes {
    private static final System.Logger LOG = System.getLogger(DesktopNotes.class.getName());
    private static final int LONGEST = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String COMMAND = "notify-send";
    private static final String INSTEAD = "Alarms stand in the window all the same; a webhook can tell you elsewhere:"
            + " Alarms, Channels.";
    private static final String NONE = "This desktop has neither a tray nor " + COMMAND
            + ", so no note can be shown: install libnotify. " + INSTEAD;

    private final Time time;
    private final AtomicReference<@Nullable TrayIcon> icon = new AtomicReference<>();

    DesktopNotes(Time time) {
        this.time = time;
    }

    /// Returns at once.
    void show(String title, String text) {
        time.start("tollgate-note", () -> {
            var trouble = showNow(title, text);
            trouble.ifPresent(why -> LOG.log(System.Logger.Level.DEBUG, "no note: {0}", why));
        });
    }

    /// Why none can be shown here; empty where it should work. Blocks.
    static Optional<String> trouble() {
        return hasTray() || hasCommand() ? Optional.empty() : Optional.of(NONE);
    }

    private static boolean hasTray() {
        return !GraphicsEnvironment.isHeadless() && SystemTray.isSupported();
    }

    private static boolean hasCommand() {
        var path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of(path.split(File.pathSeparator, -1)).filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> new File(folder, COMMAND).canExecute());
    }

    /// Waits until it is shown; then why not, if it was not.
    Optional<String> showNow(String title, String text) {
        var brief = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        try {
            if (hasTray()) {
                tray().displayMessage(title, brief, TrayIcon.MessageType.WARNING);
                return Optional.empty();
            }
            return hasCommand() ? command(title, brief) : Optional.of(NONE);
        } catch (IOException | AWTException | RuntimeException fault) {
            return Optional.of("The desktop did not take it (" + fault.getMessage() + "). " + INSTEAD);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> command(String title, String text) throws IOException, InterruptedException {
        var sent = new ProcessBuilder(COMMAND, "--app-name=Tollgate", "--urgency=critical", "--", title, text)
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!sent.waitFor(PATIENCE)) {
            sent.destroy();
            return Optional.of("The desktop's notification service does not answer. " + INSTEAD);
        }
        return sent.exitValue() == 0
                ? Optional.empty()
                : Optional.of("The desktop has no notification service that answers. " + INSTEAD);
    }

    private TrayIcon tray() throws IOException, AWTException {
        var known = icon.get();
        if (known != null) {
            return known;
        }
        var url = DesktopNotes.class.getResource("/dev/tollgate/console/icons/tollgate-32.png");
        if (url == null) {
            throw new IOException("the icon is missing");
        }
        var made = new TrayIcon(ImageIO.read(url), "Tollgate");
        made.setImageAutoSize(true);
        SystemTray.getSystemTray().add(made);
        icon.set(made);
        return made;
    }
}
