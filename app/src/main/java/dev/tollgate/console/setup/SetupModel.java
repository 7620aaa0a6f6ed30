package dev.tollgate.console.setup;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.Snippets;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.control.NewKey;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.term.Picos;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/// State of the setup card: which provider, whether it answers, the first key, the first call. JavaFX thread; what the
/// gateway tells from its own threads is kept until the next tick.
final class SetupModel implements LiveModel {
    static final Duration SILENT = Duration.ofSeconds(60);

    private static final int KEPT = 200;

    private final Feed feed;
    private final Bench bench;
    private final Optional<String> file;
    private final ObjectProperty<Offer> offer = new SimpleObjectProperty<>(Offer.BUILT_IN);
    private final StringProperty url = new SimpleStringProperty("");
    private final StringProperty model = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Trial> trial = new ReadOnlyObjectWrapper<>(new Trial.Ready(""));
    private final ReadOnlyObjectWrapper<Optional<NewKey>> key = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper keyName = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper keyProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper baseUrl = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper listening = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Snippets.Snippet>> snippets = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Long>> dayCap = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper capProblem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<Sighting>> first = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Sighting>> refused = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Duration>> waiting = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Instant> now = new ReadOnlyObjectWrapper<>(Instant.EPOCH);
    private final BooleanProperty sending = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper sendProblem = new ReadOnlyStringWrapper("");
    private final Queue<Event.Unknown> strangers = new ConcurrentLinkedQueue<>();
    private Optional<Wish> tried = Optional.empty();
    private Optional<Instant> since = Optional.empty();
    private String callModel = "";
    private boolean keyAsked;
    private long read;
    private Runnable unsubscribe = () -> {};

    SetupModel(Feed feed) {
        this.feed = feed;
        this.bench = new Bench(feed.gateway());
        this.file = bench.file().map(path -> path.getFileName().toString());
        offer.addListener(_ -> reconsider());
        url.addListener(_ -> reconsider());
        model.addListener(_ -> reconsider());
        reconsider();
        look();
    }

    void shown() {
        unsubscribe.run();
        unsubscribe = feed.gateway().events().subscribe(this::heard);
        look();
    }

    void hidden() {
        unsubscribe.run();
        unsubscribe = () -> {};
    }

    /// The card is left for good: from now on snippets name the variable.
    void forgetKey() {
        key.set(Optional.empty());
        refreshSnippets();
    }

    private void heard(Event event) {
        if (event instanceof Event.Unknown unknown && strangers.size() < KEPT) {
            strangers.add(unknown);
        }
    }

    private void look() {
        var status = feed.gateway().status();
        baseUrl.set(status.baseUrl());
        listening.set(status.message());
        dayCap.set(feed.gateway().config().budgets().stream().filter(b -> b.name().equals(Bench.EVERYTHING)
                && b.unit() == Budget.Unit.USD).findFirst().map(Budget::limit));
    }

    /// Another provider was chosen or described: what the test would cost is worked out anew.
    private void reconsider() {
        if (trial.get() instanceof Trial.Running) {
            return;
        }
        tried = Optional.empty();
        trial.set(new Trial.Ready(""));
        var wish = Wish.of(offer.get(), url.get(), model.get(), "");
        feed.query("setup-most", () -> bench.most(wish), most -> {
            if (trial.get() instanceof Trial.Ready) {
                trial.set(new Trial.Ready(most));
            }
        });
    }

    /// Makes the one call, with this key of the provider.
    void test(String secret) {
        if (trial.get() instanceof Trial.Running) {
            return;
        }
        var wish = Wish.of(offer.get(), url.get(), model.get(), secret);
        var missing = wish.missing();
        if (missing.isPresent()) {
            trial.set(new Trial.Failed(missing.get(), Optional.empty(), false, wish.model().isEmpty()));
            return;
        }
        run(wish, () -> bench.test(wish));
    }

    /// Where a pasted key will be kept, in words.
    String keepingPlace() {
        return bench.place();
    }

    /// What looks wrong with what is typed so far, in words; empty for nothing.
    String doubt(String secret) {
        return Wish.of(offer.get(), url.get(), model.get(), secret).doubt().orElse("");
    }

    /// The key was typed anew: what was said of the one before, and its *Save anyway*, hold no longer.
    void retyped() {
        if (trial.get() instanceof Trial.Failed) {
            reconsider();
        }
    }

    /// Saves what was tried last although it did not answer.
    void saveAnyway() {
        tried.ifPresent(wish -> run(wish, () -> bench.save(wish, "")));
    }

    private void run(Wish wish, Supplier<Trial> work) {
        tried = Optional.of(wish);
        trial.set(new Trial.Running());
        feed.act(work, outcome -> {
            trial.set(outcome);
            if (outcome instanceof Trial.Passed) {
                tried = Optional.empty();
                callModel = bench.modelName(wish);
                chosen();
            }
        });
    }

    /// Where a file alone may change the configuration: its lines are in force as soon as it was saved.
    private void lookIntoFile() {
        if (trial.get() instanceof Trial.ReadOnly(var result, var _, var _, var made)) {
            tried.filter(wish -> bench.arrived(wish, made)).ifPresent(wish -> inFile(wish, result, made));
        }
    }

    private void inFile(Wish wish, String result, Optional<NewKey> made) {
        trial.set(new Trial.Passed(result, Optional.empty()));
        tried = Optional.empty();
        callModel = bench.modelName(wish);
        bench.keyInFile(made).ifPresent(name -> {
            keyAsked = true;
            read = feed.recent().count();
            strangers.clear();
            key.set(made.filter(fresh -> fresh.name().equals(name)));
            keyName.set(name);
            refreshSnippets();
        });
    }

    private void chosen() {
        refreshSnippets();
        if (keyAsked) {
            return;
        }
        keyAsked = true;
        read = feed.recent().count();
        strangers.clear();
        feed.act(bench::makeKey, made -> {
            keyProblem.set(made.problem());
            keyAsked = made.key().isPresent();
            key.set(made.key());
            made.key().ifPresent(fresh -> keyName.set(fresh.name()));
            refreshSnippets();
        });
    }

    private void refreshSnippets() {
        snippets.set(keyName.get().isEmpty() || callModel.isEmpty()
                ? List.of()
                : Snippets.of(baseUrl.get(), key.get().map(NewKey::secret), callModel));
    }

    /// Sets the cap on the whole home, a day.
    ///
    /// @param usd as typed: `25` or `$12.50`
    void capDay(String usd, Runnable done) {
        var typed = usd.strip().replace("$", "").replace(",", "");
        final long picos;
        try {
            picos = Picos.ofUsd(new BigDecimal(typed));
        } catch (ArithmeticException | NumberFormatException wrong) {
            capProblem.set("An amount of USD is needed, such as 25 or 12.50.");
            return;
        }
        feed.act(() -> bench.capDay(picos), problem -> {
            capProblem.set(problem);
            look();
            if (problem.isEmpty()) {
                done.run();
            }
        });
    }

    /// Makes the first call from here, with the key just made.
    void send() {
        var made = key.get();
        if (made.isEmpty() || sending.get()) {
            return;
        }
        sending.set(true);
        sendProblem.set("");
        var secret = made.get().secret();
        var asked = callModel;
        feed.act(() -> bench.call(secret, asked), problem -> {
            sending.set(false);
            sendProblem.set(problem);
        });
    }

    @Override
    public void tick(LiveSnapshot snapshot) {
        now.set(snapshot.at());
        if (!snapshot.status().baseUrl().equals(baseUrl.get())) {
            baseUrl.set(snapshot.status().baseUrl());
            refreshSnippets();
        }
        listening.set(snapshot.status().message());
        lookIntoFile();
        if (keyName.get().isEmpty()) {
            strangers.clear();
            return;
        }
        if (since.isEmpty()) {
            since = Optional.of(snapshot.at());
        }
        see();
        waiting.set(first.get().isPresent()
                ? Optional.empty()
                : since.map(start -> Duration.ofSeconds(Duration.between(start, snapshot.at()).toSeconds())));
    }

    private void see() {
        long upTo = feed.recent().count();
        if (upTo > read) {
            for (var entry : feed.recent().after(read)) {
                var sighting = Sighting.of(entry);
                // whoever has made another key meanwhile and is answered has had the first call
                if (sighting.answered() || isOurs(entry.asked().key())) {
                    seen(sighting);
                }
            }
            read = upTo;
        }
        for (var stranger = strangers.poll(); stranger != null; stranger = strangers.poll()) {
            seen(Sighting.of(stranger));
        }
    }

    /// Of a home with keys of its own, any of them may be the client's.
    private boolean isOurs(String asking) {
        return asking.equals(keyName.get()) || (key.get().isEmpty() && file.isPresent());
    }

    private void seen(Sighting sighting) {
        if (!sighting.answered()) {
            refused.set(Optional.of(sighting));
        } else if (first.get().isEmpty()) {
            first.set(Optional.of(sighting));
            refused.set(Optional.empty());
        }
    }

    /// Name of the file that alone may change this configuration, where there is one.
    Optional<String> file() {
        return file;
    }

    /// Whether a call can be made from here: the secret of the key is known.
    ObservableValue<Boolean> sendableProperty() {
        return key.map(Optional::isPresent);
    }

    ObjectProperty<Offer> offerProperty() {
        return offer;
    }

    StringProperty urlProperty() {
        return url;
    }

    StringProperty modelProperty() {
        return model;
    }

    ReadOnlyObjectProperty<Trial> trialProperty() {
        return trial.getReadOnlyProperty();
    }

    ReadOnlyStringProperty keyNameProperty() {
        return keyName.getReadOnlyProperty();
    }

    ReadOnlyStringProperty keyProblemProperty() {
        return keyProblem.getReadOnlyProperty();
    }

    ReadOnlyStringProperty baseUrlProperty() {
        return baseUrl.getReadOnlyProperty();
    }

    /// What is wrong with listening; empty when all is well.
    ReadOnlyStringProperty listeningProperty() {
        return listening.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Snippets.Snippet>> snippetsProperty() {
        return snippets.getReadOnlyProperty();
    }

    /// In pico-dollars; empty without a cap.
    ReadOnlyObjectProperty<Optional<Long>> dayCapProperty() {
        return dayCap.getReadOnlyProperty();
    }

    ReadOnlyStringProperty capProblemProperty() {
        return capProblem.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Sighting>> firstProperty() {
        return first.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Sighting>> refusedProperty() {
        return refused.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Duration>> waitingProperty() {
        return waiting.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }

    BooleanProperty sendingProperty() {
        return sending;
    }

    ReadOnlyStringProperty sendProblemProperty() {
        return sendProblem.getReadOnlyProperty();
    }
}
