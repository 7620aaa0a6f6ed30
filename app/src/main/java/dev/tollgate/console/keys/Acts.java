package dev.tollgate.console.keys;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Places;
import dev.tollgate.gateway.admission.Raise;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.KeyDesk;
import dev.tollgate.gateway.control.NewKey;
import dev.tollgate.gateway.control.Undoable;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Every change the page makes, off the JavaFX thread. What can be undone does not ask.
final class Acts {
    private static final String AUTHOR = "console";

    private final Feed feed;
    private final Places places;

    Acts(Feed feed, Places places) {
        this.feed = feed;
        this.places = places;
    }

    private Control control() {
        return feed.gateway().control();
    }

    private void say(String text) {
        places.toast(text, List.of());
    }

    /// Why a change was not taken; empty where it is in force.
    static Optional<String> refusal(Applied applied) {
        return switch (applied) {
            case Applied.InForce _ -> Optional.empty();
            case Applied.Wrong(var problems) -> Optional.of("Not saved. " + problems.stream()
                    .map(problem -> problem.message().endsWith(".")
                            ? problem.message()
                            : problem.path() + " " + problem.message() + ".")
                    .collect(Collectors.joining(" ")));
            case Applied.ReadOnly(var file) -> Optional.of("Not saved: this home is configured by " + file
                    + ", which alone may change it.");
        };
    }

    // ---- keys

    /// Adds a key, perhaps with a cap of its own.
    ///
    /// @param made gets the secret, the only time it is known
    void create(KeyEntry draft, Optional<Budget> cap, Consumer<Applied> then, Consumer<NewKey> made) {
        feed.act(() -> control().keys().make(AUTHOR, draft, cap.stream().toList()), done -> made(done, then, made));
    }

    /// Gives a key a new secret; the old one works on for the grace.
    void rotate(String key, Duration grace, Consumer<Applied> then, Consumer<NewKey> made) {
        feed.act(() -> control().keys().rotate(AUTHOR, key, grace), done -> made(done, then, made));
    }

    private static void made(KeyDesk.Made done, Consumer<Applied> then, Consumer<NewKey> made) {
        done.key().ifPresentOrElse(made, () -> then.accept(done.applied()));
    }

    /// Ends replaced secrets before their time.
    void endFormer(String key, Consumer<Applied> then) {
        feed.act(() -> control().keys().endFormer(AUTHOR, key), then);
    }

    /// Replaces a key that still is as it was opened.
    void save(KeyEntry opened, KeyEntry next, Consumer<Applied> then) {
        feed.act(() -> control().keys().change(AUTHOR, opened, next), then);
    }

    /// Takes a key away with the budgets that are its alone; the way back brings all of it, secret included.
    void delete(String name) {
        long own = feed.gateway().config().budgets().stream()
                .filter(budget -> name.equals(budget.scope().fixed().get(Dimension.KEY))).count();
        var with = own == 0 ? "" : own == 1 ? " with its budget" : " with its " + own + " budgets";
        feed.act(() -> control().keys().delete(AUTHOR, name), done -> deleted(done,
                name + " is deleted" + with + "; its calls get a 401. Its history stays.",
                name + " is back and may call"));
    }

    private void deleted(Undoable done, String gone, String back) {
        var refusal = refusal(done.applied());
        if (refusal.isPresent() || done.undo().isEmpty()) {
            say(refusal.orElse(gone));
            return;
        }
        var undo = done.undo().get();
        places.toast(gone, List.of(new Places.Undo("Undo", () -> feed.act(() -> undo.undo(AUTHOR),
                undone -> say(refusal(undone).orElse(back))))));
    }

    void pause(String key) {
        feed.act(() -> control().pause(AUTHOR, key), _ -> places.toast(
                key + " is paused: new calls get an error that SDKs do not retry; what is in flight goes on",
                List.of(new Places.Undo("Undo", () -> feed.act(() -> control().resume(AUTHOR, key), _ -> {})))));
    }

    void resume(String key) {
        feed.act(() -> control().resume(AUTHOR, key), _ -> places.toast(key + " may call again",
                List.of(new Places.Undo("Undo", () -> feed.act(() -> control().pause(AUTHOR, key), _ -> {})))));
    }

    // ---- budgets

    void create(Budget budget, Consumer<Applied> then) {
        feed.act(() -> control().budgets().add(AUTHOR, budget), then);
    }

    void save(Budget opened, Budget next, Consumer<Applied> then) {
        feed.act(() -> control().budgets().change(AUTHOR, opened, next), then);
    }

    void delete(Budget budget) {
        feed.act(() -> control().budgets().remove(AUTHOR, budget.name()), done -> deleted(done,
                "The budget " + budget.name() + " is deleted; nothing is refused for it any more",
                "The budget " + budget.name() + " is back, with what its window has used"));
    }

    /// Lets one counter use more for a while, or ends that; the way back is what it was.
    ///
    /// @param words what holds then
    void raise(BudgetRow row, Optional<Raise> next, String words) {
        var id = row.id();
        feed.act(() -> control().budgets().raise(AUTHOR, id.budget(), id.subject(), next), before -> places.toast(words,
                List.of(new Places.Undo("Undo", () -> feed.act(() -> control().budgets().raise(AUTHOR, id.budget(),
                        id.subject(), before), _ -> {})))));
    }

    /// Gives back what a call holds; it settles at its real cost when it ends.
    void release(HoldRow hold) {
        feed.act(() -> control().budgets().release(AUTHOR, hold.hold().request()), done -> say(done.affected() > 0
                ? "Released what " + hold.what() + " held; it settles at its real cost when it ends"
                : "That hold had ended already"));
    }

    // ---- as the configuration has it now

    Optional<KeyEntry> key(String name) {
        return feed.gateway().config().keys().stream().filter(key -> key.name().equals(name)).findFirst();
    }

    Optional<Budget> budget(String name) {
        return feed.gateway().config().budgets().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /// A key's secrets and when each was used.
    void secrets(KeyEntry key, Consumer<List<KeyDesk.SecretUse>> apply) {
        feed.query("key-secrets", () -> control().keys().secrets(key), apply);
    }
}
