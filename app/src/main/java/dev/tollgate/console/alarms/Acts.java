package dev.tollgate.console.alarms;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.gateway.alarm.AlarmAct;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Alarms;
import dev.tollgate.gateway.config.Durations;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// What can be done to alarms, each with its toast and its way back.
final class Acts {
    private static final String AUTHOR = "console";
    private static final Duration BEFORE = Duration.ofMinutes(5);
    /// What is looked back over where a budget has no end.
    private static final Duration LONG = Duration.ofDays(1);

    private final Feed feed;
    private final Places places;

    Acts(Feed feed, Places places) {
        this.feed = feed;
        this.places = places;
    }

    private Alarms alarms() {
        return feed.gateway().alarms();
    }

    void pause(AlarmView alarm) {
        var who = alarm.subject();
        feed.act(() -> feed.gateway().control().pause(AUTHOR, who), _ -> places.toast(
                who.name() + " is paused: new calls get an error that SDKs do not retry",
                List.of(new Places.Undo("Undo", () -> resume(alarm)))));
    }

    void resume(AlarmView alarm) {
        var who = alarm.subject();
        feed.act(() -> feed.gateway().control().resume(AUTHOR, who), _ -> places.toast(
                who.name() + " may call again", List.of()));
    }

    void cut(AlarmView alarm) {
        var who = alarm.subject();
        feed.act(() -> feed.gateway().control().cut(AUTHOR, who).affected(), count -> places.toast(count == 0
                ? "Nothing of " + who.name() + " is in flight"
                : "Cut " + count + (count == 1 ? " call" : " calls") + " of " + who.name()
                        + "; tokens so far are billed",
                List.of()));
    }

    /// The stop sheet, for whoever burns within this alarm.
    void sheet(AlarmView alarm) {
        places.stop(alarm.subject().text());
    }

    /// The requests behind it.
    void why(AlarmView alarm) {
        var now = feed.gateway().time().instant();
        var over = alarm.window().orElse(LONG);
        var range = TimeRange.window(alarm.started().minus(over).minus(BEFORE), alarm.ended().orElse(now));
        var filter = Filter.NONE;
        for (var each : alarm.subject().values().entrySet()) {
            filter = filter.with(each.getKey(), each.getValue());
        }
        places.open(Places.Name.REQUESTS, new View(range, filter));
    }

    void acknowledge(AlarmView alarm) {
        act(() -> alarms().acknowledge(AUTHOR, alarm.id()), alarm.name() + " acknowledged", alarm);
    }

    void snooze(AlarmView alarm, Duration length) {
        act(() -> alarms().snooze(AUTHOR, alarm.id(), length),
                alarm.name() + " snoozed for " + Durations.print(length), alarm);
    }

    private void act(Supplier<AlarmAct> action, String said, AlarmView alarm) {
        feed.act(action,
                done -> places.toast(done instanceof AlarmAct.Done ? said : alarm.name() + " has ended already",
                        done instanceof AlarmAct.Done
                                ? List.of(new Places.Undo("Undo", () -> reopen(alarm)))
                                : List.of()));
    }

    void reopen(AlarmView alarm) {
        feed.act(() -> alarms().reopen(AUTHOR, alarm.id()), _ -> {});
    }

    /// Takes back what the alarm did by itself.
    void undo(AlarmView alarm) {
        feed.act(() -> alarms().undo(AUTHOR, alarm.id()), done -> places.toast(switch (done) {
            case AlarmAct.Done _ -> alarm.subject().name() + " may call again";
            case AlarmAct.Nothing(var why) -> why;
            case AlarmAct.Unknown _ -> alarm.name() + " has ended already";
        }, List.of()));
    }
}
