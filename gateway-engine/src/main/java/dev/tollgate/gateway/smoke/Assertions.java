package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.ledger.SmokeCell;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Assertions in order. The first that must hold and does not is the finding; else the first that had better hold; else
/// all is well. For one thread.
final class Assertions {
    private int count;
    private @Nullable Finding worst;

    /// It must hold.
    ///
    /// @param words the assertion
    /// @param cause what is wrong where it does not hold, in a few words
    /// @param detail what that means
    Assertions must(String words, boolean holds, String cause, String detail) {
        return add(SmokeCell.State.FAILED, words, holds, cause, detail);
    }

    /// It had better hold.
    Assertions should(String words, boolean holds, String cause, String detail) {
        return add(SmokeCell.State.DEGRADED, words, holds, cause, detail);
    }

    private Assertions add(SmokeCell.State state, String words, boolean holds, String cause, String detail) {
        count++;
        var known = worst;
        if (!holds && (known == null || (known.state() == SmokeCell.State.DEGRADED
                && state == SmokeCell.State.FAILED))) {
            worst = new Finding(state, cause, detail, words, count, 0, OptionalLong.empty());
        }
        return this;
    }

    /// @param seen what is told where all is well
    Finding finding(String seen, String detail) {
        var known = worst;
        return known == null
                ? new Finding(SmokeCell.State.OK, seen, detail, "", 0, count, OptionalLong.empty())
                : new Finding(known.state(), known.cause(), known.detail(), known.assertion(), known.number(), count,
                        known.amount());
    }
}
