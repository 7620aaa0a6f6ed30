package dev.tollgate.console.alarms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// What alarms say in words.
class AlarmWordsTest {
    @Test
    void whatIsAcknowledgedAndStillOpenIsNotCalledQuiet() {
        assertEquals("All quiet", AlarmWords.quiet(5, 0));
        assertEquals("Nothing new; one alarm that is acknowledged or snoozed is still open", AlarmWords.quiet(5, 1));
        assertEquals("Nothing new; 2 alarms that are acknowledged or snoozed are still open", AlarmWords.quiet(0, 2));
        assertEquals("No rule watches anything: alarms cannot be raised", AlarmWords.quiet(0, 0));
    }
}
