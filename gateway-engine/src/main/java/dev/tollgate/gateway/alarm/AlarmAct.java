package dev.tollgate.gateway.alarm;

/// What became of something done to an alarm.
public sealed interface AlarmAct {
    record Done(AlarmView alarm) implements AlarmAct {}

    /// Nothing was changed; why, in words.
    record Nothing(String why) implements AlarmAct {}

    /// There is no open alarm of this id.
    record Unknown(String id) implements AlarmAct {}
}
