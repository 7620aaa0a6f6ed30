package dev.tollgate.console.shell;

import dev.tollgate.gateway.time.Time;
import java.awt.AWTException;
import java.awt.GraphicsEnvironment;
import java.awt.SystemTray;
import java.awt.TrayIcon;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Notes of the desktop itself: by its tray where Java knows it, else by `notify-send`; where there is neither, none.
final class DesktopNotes {
    private static final System.Logger LOG = System.getLogger(DesktopNotes.class.getName());
    private static final int LONGEST = 400;

    private final Time time;
    private final AtomicReference<@Nullable TrayIcon> icon = new AtomicReference<>();

    DesktopNotes(Time time) {
        this.time = time;
    }

    /// Returns at once.
    void show(String title, String text) {
        time.start("tollgate-note", () -> {
            try {
                note(title, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
            } catch (IOException | AWTException | RuntimeException none) {
                LOG.log(System.Logger.Level.DEBUG, "the desktop shows no notes", none);
            }
        });
    }

    private void note(String title, String text) throws IOException, AWTException {
        if (!GraphicsEnvironment.isHeadless() && SystemTray.isSupported()) {
            tray().displayMessage(title, text, TrayIcon.MessageType.WARNING);
        } else {
            new ProcessBuilder("notify-send", "--app-name=Tollgate", "--urgency=critical", "--", title, text)
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        }
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
