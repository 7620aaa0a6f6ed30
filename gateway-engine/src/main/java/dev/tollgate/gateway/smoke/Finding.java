package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.ledger.SmokeCell;
import java.util.OptionalLong;

/// What a check found. Immutable.
///
/// @param cause in a few words; of an ok cell what was seen
/// @param number of the assertion that failed, from 1; 0 where none did
record Finding(SmokeCell.State state, String cause, String detail, String assertion, int number, int assertions,
        OptionalLong amount) {
    static Finding skipped(String cause, String detail) {
        return new Finding(SmokeCell.State.SKIPPED, cause, detail, "", 0, 0, OptionalLong.empty());
    }

    static Finding notRun(String cause, String detail) {
        return new Finding(SmokeCell.State.NOT_RUN, cause, detail, "", 0, 0, OptionalLong.empty());
    }

    Finding measuring(long value) {
        return new Finding(state, cause, detail, assertion, number, assertions, OptionalLong.of(value));
    }
}
