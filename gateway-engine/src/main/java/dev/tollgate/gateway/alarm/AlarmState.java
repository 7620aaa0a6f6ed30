package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.term.Word;

/// Where an alarm stands; only ended ones are over.
public enum AlarmState implements Word {
    ACTIVE,
    ACKNOWLEDGED,
    SNOOZED,
    ENDED
}
