package dev.tollgate.console.alarms;

import dev.tollgate.gateway.config.Alarming;
import dev.tollgate.gateway.config.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One channel put in the place of another, added or taken away; the rules that name it go along.
///
/// @param place where one that is added goes; below 0: to the end
/// @param to whom single rules tell afterwards, by the rule's name, where that does not follow from the rest
record ChannelEdit(Optional<Channel> before, Optional<Channel> after, int place, Map<String, List<String>> to) {
    ChannelEdit {
        to = Map.copyOf(to);
    }

    static ChannelEdit of(Optional<Channel> before, Optional<Channel> after) {
        return new ChannelEdit(before, after, -1, Map.of());
    }

    /// Whether somebody else has changed or deleted what is edited here.
    boolean clashes(Alarming now) {
        return before.isPresent() && !now.channels().contains(before.get());
    }

    /// Whether another one has the name that this one wants.
    boolean isTaken(Alarming now) {
        return after.filter(next -> now.channels().stream().anyMatch(each -> each.name().equals(next.name())
                && !before.equals(Optional.of(each)))).isPresent();
    }

    Alarming into(Alarming now) {
        var channels = new ArrayList<>(now.channels());
        int was = before.map(channels::indexOf).orElse(-1);
        if (was >= 0) {
            channels.remove(was);
        }
        int at = was >= 0 ? was : place;
        after.ifPresent(next -> channels.add(at < 0 ? channels.size() : Math.min(at, channels.size()), next));
        var rules = now.rules().stream()
                .map(rule -> rule.withTo(to.getOrDefault(rule.name(), renamed(rule.to())))).toList();
        return new Alarming(rules, channels);
    }

    private List<String> renamed(List<String> names) {
        return before.isEmpty()
                ? names
                : names.stream().flatMap(name -> name.equals(before.get().name())
                        ? after.map(Channel::name).stream()
                        : Optional.of(name).stream()).toList();
    }

    /// What takes this one back.
    ///
    /// @param old what this one went into
    ChannelEdit back(Alarming old) {
        var told = new TreeMap<String, List<String>>();
        for (var rule : old.rules()) {
            if (!renamed(rule.to()).equals(rule.to())) {
                told.put(rule.name(), rule.to());
            }
        }
        return new ChannelEdit(/* before= */ after, /* after= */ before, before.map(old.channels()::indexOf).orElse(-1),
                told);
    }
}
