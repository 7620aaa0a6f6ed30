package dev.tollgate.gateway.config;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A time of day on some days, such as `mon-fri 09:00-17:30` or `22:00-06:00`. One that ends before it begins goes on
/// into the next day and belongs to the day on which it began. Immutable.
///
/// @param to exclusive; midnight is the end of the day
public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\S+) +)?([01]\\d|2[0-3]):([0-5]\\d) *- *(?:([01]\\d|2[0-3]):([0-5]\\d)|24:00)");
    private static final List<String> NAMES = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    public Hours {
        days = Set.copyOf(days);
    }

    /// Empty where the text is no such thing.
    public static Optional<Hours> parse(String text) {
        var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        var days = form.group(1) == null ? Optional.of(EnumSet.allOf(DayOfWeek.class)) : days(form.group(1));
        var from = LocalTime.of(Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)));
        var to = form.group(4) == null
                ? LocalTime.MIDNIGHT
                : LocalTime.of(Integer.parseInt(form.group(4)), Integer.parseInt(form.group(5)));
        return days.filter(_ -> !from.equals(to) || from.equals(LocalTime.MIDNIGHT))
                .map(known -> new Hours(known, from, to));
    }

    private static Optional<EnumSet<DayOfWeek>> days(String text) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var part : text.split(",", -1)) {
            var ends = part.split("-", -1);
            int first = NAMES.indexOf(ends[0]);
            int last = NAMES.indexOf(ends[ends.length - 1]);
            if (first < 0 || last < 0 || ends.length > 2) {
                return Optional.empty();
            }
            for (int day = first; day != (last + 1) % 7 || days.isEmpty(); day = (day + 1) % 7) {
                days.add(DayOfWeek.of(day + 1));
            }
        }
        return Optional.of(days);
    }

    /// @param at in the zone that the hours are meant in
    public boolean contains(ZonedDateTime at) {
        var time = at.toLocalTime();
        var day = at.getDayOfWeek();
        if (to.equals(LocalTime.MIDNIGHT) || from.isBefore(to)) {
            boolean before = to.equals(LocalTime.MIDNIGHT) || time.isBefore(to);
            return days.contains(day) && !time.isBefore(from) && before;
        }
        return (days.contains(day) && !time.isBefore(from)) || (days.contains(day.minus(1)) && time.isBefore(to));
    }

    /// What [#parse] reads.
    @Override
    public String toString() {
        var end = to.equals(LocalTime.MIDNIGHT) ? "24:00" : to.toString();
        return (days.size() == 7 ? "" : named() + " ") + from + "-" + end;
    }

    private String named() {
        var runs = new ArrayList<String>();
        for (int first = 0; first < 7; first++) {
            int last = first;
            while (last < 7 && days.contains(DayOfWeek.of(last + 1))) {
                last++;
            }
            if (last > first) {
                runs.add(last - first == 1 ? NAMES.get(first) : NAMES.get(first) + "-" + NAMES.get(last - 1));
                first = last;
            }
        }
        return String.join(",", runs);
    }
}
