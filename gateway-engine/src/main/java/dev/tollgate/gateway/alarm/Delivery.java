package dev.tollgate.gateway.alarm;

import java.time.Duration;

/// What came of one message to one channel.
public sealed interface Delivery {
    /// @param took until the head of the answer was there
    record Answered(int status, Duration took) implements Delivery {}

    /// Nothing came back.
    ///
    /// @param why a clause
    record Unreached(String why, Duration took) implements Delivery {}

    /// Its secret cannot be had, so nothing was sent.
    ///
    /// @param why a clause
    record Unsigned(String why) implements Delivery {}

    /// Whether the channel has it.
    default boolean isTaken() {
        return this instanceof Answered(int status, var _) && status >= 200 && status < 300;
    }

    /// Whether another try may help.
    default boolean isTriedAgain() {
        return switch (this) {
            case Answered(int status, var _) -> status >= 500 || status == 408 || status == 429;
            case Unreached _,Unsigned _ -> true;
        };
    }

    /// As a clause about the channel, for its state.
    default String words() {
        return switch (this) {
            case Answered(int status, var _) -> "it answered with status " + status;
            case Unreached(var why, var _) -> "it cannot be reached: " + why;
            case Unsigned(var why) -> "its secret cannot be had: " + why + "; nothing is sent unsigned";
        };
    }
}
