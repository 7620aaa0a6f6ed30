package dev.tollgate.console.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

/// Questions of the pages beside calls that run.
@ExtendWith(ApplicationExtension.class)
class FeedTest {
    private static final long PATIENCE = Duration.ofSeconds(15).toNanos();

    /// As many that compute as would take every core's carrier: a call is served all the same.
    @Test
    void longQuestionsLeaveTheCallsTheirThreads() {
        var served = new AtomicBoolean();
        var inTime = new ConcurrentLinkedQueue<Boolean>();
        int many = 2 * Runtime.getRuntime().availableProcessors();
        try (var console = TestConsole.open(); var feed = new Feed(console.gateway())) {
            for (int i = 0; i < many; i++) {
                feed.query("long-" + i, () -> inTime.add(computes(served)), _ -> {});
            }
            assertEquals(200, console.chat("smart", "hello"));
            served.set(true);
            TestConsole.await(feed::isQuiet);
            assertEquals(many, inTime.size());
            assertTrue(inTime.stream().allMatch(done -> done), "the call waited for the questions");
        }
    }

    /// Until the call was served, or a limit.
    private static boolean computes(AtomicBoolean served) {
        var time = Time.system();
        long until = time.nanos() + PATIENCE;
        while (!served.get() && time.nanos() < until) {
            Thread.onSpinWait();
        }
        return served.get();
    }
}
