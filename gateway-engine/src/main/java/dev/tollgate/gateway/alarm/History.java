package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.term.Subject;
import java.time.Instant;
import java.util.Map;

/// What was counted before, by windows of a rule. Reads the database: never ask it on a request's or the UI's thread.
interface History {
    /// Windows that begin in `[from, to)`, for each subject of the rule; nothing where nothing of the kind is kept.
    ///
    /// @param into what was read before; windows are added to it in order of time
    void read(AlarmRule rule, Instant from, Instant to, Map<Subject, Past> into);

    /// Whether such a rule's counts are kept at all.
    boolean keeps(AlarmRule rule);
}
