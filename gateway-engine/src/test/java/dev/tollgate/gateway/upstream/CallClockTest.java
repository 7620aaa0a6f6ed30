package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.time.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Deadlines on a clock that moves only when told.
class CallClockTest {
    private final SteppedTime time = new SteppedTime(Instant.EPOCH);
    private final Limits limits = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(50),
            Duration.ofSeconds(60), Duration.ofSeconds(600).toNanos());
    private final Call stream = Calls.call(Calls.chat(true), "http://a/v1", limits, time);
    private final Call whole = Calls.call(Calls.chat(false), "http://a/v1", limits, time);

    @Test
    void connectingHasItsLimitExactly() {
        stream.connecting();
        pass(stream, 4_999);
        assertEquals(Optional.empty(), stream.why());
        pass(stream, 1);
        assertEquals(Optional.of(Fault.TIMEOUT_CONNECT), stream.why());
    }

    @Test
    void theFirstTokenIsCountedFromTheRequestBeingSent() {
        stream.connected();
        pass(stream, 20_000);
        stream.sent();
        pass(stream, 29_999);
        assertEquals(Optional.empty(), stream.why());
        assertEquals(Duration.ofMillis(29_999), stream.sinceSent());
        pass(stream, 1);
        assertEquals(Optional.of(Fault.TIMEOUT_FIRST_TOKEN), stream.why());
    }

    @Test
    void aWholeAnswerWaitsForItsHeadAndItsBodyMayNotStandStill() {
        whole.sent();
        pass(whole, 49_999);
        whole.body();
        pass(whole, 59_999);
        whole.body();
        pass(whole, 59_999);
        assertEquals(Optional.empty(), whole.why());
        pass(whole, 1);
        assertEquals(Optional.of(Fault.TIMEOUT_RESPONSE), whole.why());
    }

    @Test
    void silenceCountsOnlyWhileUpstreamIsAwaited() {
        stream.writing();
        pass(stream, 100_000);
        stream.reading();
        pass(stream, 59_999);
        assertEquals(Optional.empty(), stream.why());
        pass(stream, 1);
        assertEquals(Optional.of(Fault.TIMEOUT_IDLE), stream.why());
    }

    @Test
    void theTotalHoldsInEveryStageButAfterTheEnd() {
        stream.writing();
        pass(stream, 600_000);
        assertEquals(Optional.of(Fault.TIMEOUT_TOTAL), stream.why());
        whole.over();
        pass(whole, 1);
        assertEquals(Optional.empty(), whole.why());
    }

    @Test
    void theFirstReasonWinsAndCancelsOnce() {
        var cancelled = new ArrayList<String>();
        stream.cancellable(() -> cancelled.add("early"));
        stream.end(Fault.CUT);
        stream.end(Fault.CLIENT_GONE);
        assertEquals(Optional.of(Fault.CUT), stream.why());
        stream.cancellable(() -> cancelled.add("late"));
        assertEquals(List.of("early", "late"), cancelled);
    }

    private void pass(Call call, long millis) {
        time.advance(Duration.ofMillis(millis));
        call.tick(time.nanos());
    }
}
