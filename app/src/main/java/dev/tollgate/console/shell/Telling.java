package dev.tollgate.console.shell;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.settings.Host;
import dev.tollgate.gateway.alarm.AlarmView;
import java.util.List;
import java.util.Optional;

/// Tells the desktop of alarms while nobody looks at the window, unless that is switched off; the home remembers which.
/// JavaFX thread, but for what blocks.
final class Telling implements Host.Desktop {
    private final DesktopNotes notes;
    private final Notifier notifier;
    private boolean on = true;

    Telling(Feed feed) {
        var time = feed.gateway().time();
        notes = new DesktopNotes(time);
        notifier = new Notifier(time, notes::show);
        feed.query("notifications", () -> feed.gateway().remembered(REMEMBERED),
                kept -> kept.ifPresent(word -> tell(!word.equals("off"))));
    }

    /// What is raised while it is off is not told later.
    ///
    /// @param watched whether somebody has the window before their eyes
    void see(List<AlarmView> alarms, boolean watched) {
        notifier.see(alarms, !on || watched);
    }

    boolean isOn() {
        return on;
    }

    @Override
    public void tell(boolean next) {
        on = next;
    }

    @Override
    public Optional<String> trouble() {
        return DesktopNotes.trouble();
    }

    @Override
    public Optional<String> note(String title, String text) {
        return notes.showNow(title, text);
    }
}
