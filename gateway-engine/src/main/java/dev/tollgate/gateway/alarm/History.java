package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.term.Subject;
import java.time.Instant;
import java.util.Map;

/// What was counted before, by windows of a rule. Reads the database: never ask it on a request's or the UI's thread.
interface History {
    /// Windows that begin in `[from, to)`, for each subject of each rule; nothing where nothing of the kind is kept. What
    /// several rules count alike is read once.
    ///
    /// @param into for each rule what was read before; windows are added to it in order of time
    void read(Map<AlarmRule, Map<Subject, Past>> into, Instant from, Instant to);

    /// Whether such a rule's counts are kept at all.
    boolean keeps(AlarmRule rule);
}
