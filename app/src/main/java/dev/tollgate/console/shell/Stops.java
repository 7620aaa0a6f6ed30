package dev.tollgate.console.shell;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Places;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.Done;
import dev.tollgate.gateway.term.Subject;
import java.util.List;

/// Pauses and cuts asked for in the window, each with its toast and its way back.
final class Stops {
    /// Who did it, in the audit.
    static final String AUTHOR = "console";

    private final Feed feed;
    private final Gateway gateway;
    private final Places places;

    Stops(Feed feed, Places places) {
        this.feed = feed;
        this.gateway = feed.gateway();
        this.places = places;
    }

    /// What to do to one key or to everything.
    enum Kind {
        PAUSE,
        PAUSE_AND_CUT,
        CUT
    }

    /// @param subject a key's name, [Control#EVERYTHING] or the text of any other subject
    void run(Kind kind, String subject) {
        switch (kind) {
            case PAUSE -> pause(subject);
            case CUT -> feed.act(() -> cutNow(subject),
                    done -> places.toast(ended(done) + "; tokens so far are billed", List.of()));
            case PAUSE_AND_CUT -> feed.act(() -> {
                gateway.control().pause(AUTHOR, subject);
                return cutNow(subject);
            }, done -> places.toast(who(subject) + " paused, " + ended(done) + "; tokens so far are billed",
                    undo(subject)));
        }
    }

    void pause(String subject) {
        feed.act(() -> gateway.control().pause(AUTHOR, subject),
                _ -> places.toast(who(subject) + " paused: new calls are refused", undo(subject)));
    }

    void resume(String subject) {
        feed.act(() -> gateway.control().resume(AUTHOR, subject),
                _ -> places.toast(who(subject) + " resumed", List.of(new Places.Undo("Undo", () -> quietly(subject)))));
    }

    void resumeAll() {
        var subjects = gateway.control().pauses().stream().map(p -> p.subject()).toList();
        feed.act(() -> subjects.stream().map(s -> gateway.control().resume(AUTHOR, s)).toList(),
                _ -> places.toast(subjects.size() == 1 ? who(subjects.getFirst()) + " resumed" : "All resumed",
                        List.of(new Places.Undo("Undo", () -> subjects.forEach(this::quietly)))));
    }

    private List<Places.Undo> undo(String subject) {
        return List
                .of(new Places.Undo("Undo", () -> feed.act(() -> gateway.control().resume(AUTHOR, subject), _ -> {})));
    }

    private void quietly(String subject) {
        feed.act(() -> gateway.control().pause(AUTHOR, subject), _ -> {});
    }

    private Done cutNow(String subject) {
        return subject.equals(Control.EVERYTHING)
                ? gateway.control().cutAll(AUTHOR)
                : gateway.control().cut(AUTHOR, Subject.parse(subject));
    }

    void cut(String subject) {
        run(Kind.CUT, subject);
    }

    static String who(String subject) {
        return subject.equals(Control.EVERYTHING) ? "Everything" : Subject.parse(subject).name();
    }

    private static String ended(Done done) {
        return done.affected() == 1 ? "1 call cut" : done.affected() + " calls cut";
    }
}
