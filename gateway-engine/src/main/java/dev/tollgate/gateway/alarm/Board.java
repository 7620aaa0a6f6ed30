package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Action;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.ledger.AlarmRow;
import dev.tollgate.gateway.ledger.AlarmStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The alarms that have not ended, and who is told of them. Not thread-safe: [Alarms] guards it.
final class Board {
    private static final int MOST = 300;
    private static final long BUDGETS_EACH = 5_000;
    /// How old the worst value on disk may be, in milliseconds: what a killed process loses of it.
    private static final long WORST_EACH = 10_000;

    private final AlarmParts parts;
    private final Keeper keeper;
    private final Webhooks webhooks;
    private final List<Raised> open = new ArrayList<>();
    private long lastNumber;
    private long budgetsSeen;

    Board(AlarmParts parts) {
        this.parts = parts;
        keeper = new Keeper(parts.ledger().alarms());
        webhooks = new Webhooks(new Courier(parts.transport(), parts.secrets(), parts.time()), parts.time(),
                name -> parts.config().get().alarming().channels().stream()
                        .filter(each -> each.name().equals(name)).findFirst());
        lastNumber = parts.ledger().alarms().lastAlarm();
    }

    long next() {
        return ++lastNumber;
    }

    /// Whether there are so many that one more would help nobody.
    boolean isFull() {
        return open.size() >= MOST;
    }

    void goesOn(Raised raised) {
        open.add(raised);
    }

    Optional<Raised> find(String id) {
        return open.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /// The loud ones first, then the worst, then the newest.
    List<AlarmView> views() {
        return open.stream().map(Raised::view).sorted(Comparator.comparing(AlarmView::state)
                .thenComparing(AlarmView::severity, Comparator.reverseOrder())
                .thenComparing(AlarmView::started, Comparator.reverseOrder())).toList();
    }

    /// What the database has of alarms, with all that was to be kept. Any thread.
    List<AlarmView> past(Function<AlarmStore, List<AlarmRow>> question) {
        keeper.write();
        var rules = parts.config().get().alarming().rules();
        return question.apply(parts.ledger().alarms()).stream().map(row -> Raised.of(row, rules.stream()
                .filter(rule -> rule.name().equals(row.rule()) && rule.kind().word().equals(row.kind()))
                .map(AlarmRule::window).findFirst()).view()).toList();
    }

    /// Keeps and publishes a change that no channel is told of.
    void quietly(Raised raised) {
        keeper.keep(raised.row(millis()));
        var view = raised.view();
        parts.events().publish(new Event.Alarm(parts.time().instant(), view.id(), view.name(), view.kind().word(),
                view.severity().word(), view.state().word(), view.subject().text(), view.text()));
    }

    /// Keeps worst values that grew since, so that a process that is killed has them after its restart.
    void keepWorst() {
        keepWorst(WORST_EACH);
    }

    private int keepWorst(long since) {
        long now = millis();
        var grown = open.stream().filter(each -> each.outgrew(now, since)).toList();
        grown.forEach(each -> keeper.keep(each.row(now)));
        return grown.size();
    }

    private long millis() {
        return parts.time().nanos() / 1_000_000;
    }

    /// Keeps, publishes, and sends to the rule's channels what wants an eye.
    void tell(Raised raised) {
        quietly(raised);
        if (raised.state() == AlarmState.SNOOZED || raised.state() == AlarmState.ACKNOWLEDGED) {
            return;
        }
        var alarming = parts.config().get().alarming();
        var rule = alarming.rules().stream().filter(each -> each.name().equals(raised.rule())).findFirst();
        if (rule.isPresent() && !rule.get().actions().contains(Action.NOTIFY)) {
            return;
        }
        var to = rule.map(AlarmRule::to).orElse(List.of());
        var message = AlarmJson.of(raised.view()).toString().getBytes(StandardCharsets.UTF_8);
        alarming.channels().stream().filter(each -> to.isEmpty() || to.contains(each.name()))
                .forEach(channel -> webhooks.send(channel, message));
    }

    void ends(Raised raised, String why) {
        raised.end(parts.time().instant());
        raised.note(why);
        open.remove(raised);
        tell(raised);
    }

    /// A budget's step is an alarm of its own, rule or not.
    void told(Raised raised) {
        open.add(raised);
        raised.did(Action.NOTIFY.word());
        tell(raised);
    }

    /// The alarm of a budget says what is used by now, and is over with its window.
    void closeBudgets(long millis) {
        if (millis - budgetsSeen < BUDGETS_EACH || open.stream().noneMatch(each -> each.kind() == Kind.BUDGET)) {
            return;
        }
        budgetsSeen = millis;
        var states = parts.budgets().get();
        for (var raised : List.copyOf(open)) {
            if (raised.kind() == Kind.BUDGET && BudgetAlarm.isOver(raised, states)) {
                ends(raised, "its window is over");
            } else if (raised.kind() == Kind.BUDGET) {
                BudgetAlarm.used(raised, states, parts.config().get().budgets())
                        .ifPresent(used -> raised.now(used, Severity.INFO));
            }
        }
    }

    /// What was snoozed and is no longer is told again.
    void wake() {
        var now = parts.time().instant();
        for (var raised : List.copyOf(open)) {
            if (raised.wakes(now)) {
                raised.state(AlarmState.ACTIVE, Optional.empty());
                tell(raised);
            }
        }
    }

    /// Any thread; waits for the answer.
    Delivery test(Channel channel) {
        return webhooks.test(channel);
    }

    ChannelState state(Channel channel) {
        return webhooks.state(channel);
    }

    Optional<String> trouble() {
        return keeper.trouble();
    }

    /// Any thread.
    void write() {
        keeper.write();
    }

    /// Those that go on are to stand in the database as they are now.
    int keepAll() {
        return keepWorst(0);
    }

    void close() {
        webhooks.close();
    }
}
