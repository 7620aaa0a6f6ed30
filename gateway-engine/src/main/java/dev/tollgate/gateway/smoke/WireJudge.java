package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.term.Fault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Judges what surrounds an answer: errors, limits, leaving, usage, times, quota. Pure.
final class WireJudge {
    /// A first token later than this is called slow.
    static final long SLOW_MS = 5_000;
    /// Where a route would leave for its next target.
    static final long TOO_LATE_MS = 30_000;
    /// Share of a window that had better be left, in thousandths.
    private static final long SPARE = 100;
    private static final long NOISE_MS = 700;

    private WireJudge() {}

    static Finding error(Came came) {
        int status = came.status();
        if (status == 0 || came.fault().filter(f -> f == Fault.AUTH || f == Fault.RATE_LIMITED).isPresent()) {
            return Lost.of(came).orElseThrow();
        }
        var error = came.json().path("error");
        var told = error.path("message").asString("");
        return new Assertions()
                .must("a wrong request is refused", status >= 400, "A wrong request is accepted",
                        "It was answered " + status + ": a mistake in an app goes unnoticed, and is billed.")
                .must("it is refused as the caller's mistake (4xx)", status < 400 || status < 500,
                        "The caller's mistake looks like the provider's", "It was answered " + status
                                + ": clients and routes try again and again.")
                .must("the body is {\"error\": {…}}", status < 400 || error.isObject(), "Errors have another shape",
                        "SDKs cannot show what is wrong. It begins: " + TextJudge.shortened(came.received()))
                .must("error.message says what is wrong", !error.isObject() || !told.isBlank(),
                        "Errors say nothing", "error.message is empty.")
                .should("error.type or error.code is given",
                        !error.isObject() || error.path("type").isString() || !error.path("code").isMissingNode(),
                        "Errors have no kind", "An app cannot tell one error from another but by its words.")
                .finding("refused (" + status + ")", "Says: " + TextJudge.shortened(told));
    }

    /// @param replies every call to the target so far
    static Finding limit(List<Came> replies, boolean unlimited) {
        var refused = replies.stream().flatMap(c -> c.heard().stream()).filter(h -> h.status() == 429).toList();
        var stated = last(replies);
        var assertions = new Assertions().must("each 429 says when to come back",
                refused.stream().allMatch(h -> RateLimits.saysWhen(h.head())), "A 429 without Retry-After",
                "Clients can only guess how long to wait, and come back too soon.");
        if (unlimited && stated.isEmpty() && refused.isEmpty()) {
            return Finding.skipped("none", "A free provider without limits has none to state.");
        }
        return assertions
                .should("replies state limit and remaining", !stated.isEmpty(), "No rate-limit headers",
                        "Nobody can slow down before the first 429: neither x-ratelimit-limit-requests nor a field"
                                + " like it came.")
                .must("no more remains than the limit", stated.stream().allMatch(l -> l.remaining() <= l.limit()),
                        "Rate limits contradict themselves", words(stated))
                .finding(refused.isEmpty() ? "stated" : "stated, 429 met", words(stated));
    }

    private static String words(List<RateLimits> stated) {
        return stated.stream().map(l -> l.remaining() + " of " + l.limit() + " " + l.what() + " left"
                + (l.reset().isEmpty() ? "" : ", full again in " + l.reset())).collect(Collectors.joining("; "));
    }

    private static List<RateLimits> last(List<Came> replies) {
        return stated(replies).reduce((_, later) -> later).orElse(List.of());
    }

    private static Stream<List<RateLimits>> stated(List<Came> replies) {
        return replies.stream().flatMap(c -> c.heard().stream()).map(h -> RateLimits.of(h.head()))
                .filter(limits -> !limits.isEmpty());
    }

    /// What the target's calls used up, and how much of the window is gone.
    static Finding quota(List<Came> replies) {
        var before = stated(replies).findFirst().orElse(List.of());
        var after = last(replies);
        if (after.isEmpty()) {
            return Finding.skipped("not stated", "The provider states no quota in its replies.");
        }
        long used = after.stream().mapToLong(RateLimits::usedPermille).max().orElse(0);
        var burnt = before.stream().flatMap(b -> after.stream().filter(a -> a.what().equals(b.what()))
                .map(a -> (b.remaining() - a.remaining()) + " " + a.what())).collect(Collectors.joining(" and "));
        return new Assertions()
                .should("a tenth of the quota is left", used <= 1_000 - SPARE, "The quota is nearly gone",
                        words(after) + ". Traffic is about to be refused.")
                .finding(used / 10 + "%", words(after) + ". From its first reply to its last this run used " + burnt
                        + ".")
                .measuring(used);
    }

    /// Whether the next call had to wait for one that was left: then the provider went on working on it.
    static boolean isHeldUp(Came left, Came next) {
        return next.fault().isEmpty() && next.firstMs() > 3 * left.firstMs() + NOISE_MS;
    }

    /// @param left the stream that was left at its first content
    /// @param next the call made right after it
    static Finding cancel(Came left, Came next, int tries) {
        if (left.entry().ttftMs().isEmpty()) {
            return Lost.of(left).orElseThrow();
        }
        boolean whole = Reading.data(left.received()).stream().anyMatch(Reading::isDone);
        long ended = left.entry().durationMs() - left.firstMs();
        return new Assertions()
                .must("leaving ends the call within a second", ended < 1_000, "The call does not end",
                        "It took " + ended + " ms to end after the caller had left.")
                .must("the next call is not held up", !isHeldUp(left, next), "Cancel is ignored",
                        "After a call was left, the next one waited " + next.firstMs() + " ms for its first token, the"
                                + " one before only " + left.firstMs() + " ms (" + tries + " of " + tries
                                + " tries): the provider goes on with what nobody reads, and most likely bills it.")
                .must("the provider takes the next call", next.fault().isEmpty(), "The next call fails", next.words())
                .should("content is still to come when the caller leaves", !whole, "Nothing is left to cancel",
                        "The whole answer came at once.")
                .finding("stops", "The next call had its first token after " + next.firstMs() + " ms. Whether the"
                        + " provider bills what it had not sent cannot be seen from here.");
    }

    static Finding usage(List<Came> replies) {
        var lost = replies.stream().map(Lost::of).flatMap(Optional::stream).findFirst();
        return lost.orElseGet(() -> {
            var assertions = new Assertions();
            replies.forEach(came -> usage(assertions, came));
            return assertions.finding("reported", replies.stream().map(c -> word(c) + ": "
                    + usage(c).path("prompt_tokens").asLong(0) + " in, "
                    + usage(c).path("completion_tokens").asLong(0) + " out").collect(Collectors.joining("; ")));
        });
    }

    private static String word(Came came) {
        return switch (came.probe()) {
            case STREAM, TOOLS_STREAM, CANCEL, AFTER -> "the stream";
            case CHAT, TOOLS, JSON, SCHEMA, ERROR, EMBED, EMBED_ERROR -> "the whole answer";
        };
    }

    private static void usage(Assertions assertions, Came came) {
        var usage = usage(came);
        long input = usage.path("prompt_tokens").asLong(0);
        long output = usage.path("completion_tokens").asLong(0);
        boolean writes = came.probe() != Probe.EMBED;
        assertions
                .must(word(came) + " has usage", usage.isObject(), "No usage is reported",
                        "What " + word(came) + " cost can only be estimated: caps and invoices drift apart.")
                .must(word(came) + " counts its tokens", !usage.isObject() || (input > 0 && (!writes || output > 0)),
                        "Usage counts nothing", "It reports " + input + " tokens in and " + output + " out.")
                .should("the total of " + word(came) + " is the sum",
                        !usage.path("total_tokens").isNumber()
                                || usage.path("total_tokens").asLong(0) == input + output,
                        "Usage does not add up", "total_tokens is " + usage.path("total_tokens").asLong(0) + ", but "
                                + input + " in and " + output + " out are " + (input + output) + ".");
    }

    private static JsonNode usage(Came came) {
        if (came.json().isObject()) {
            return came.json().path("usage");
        }
        return Reading.chunks(came.received()).stream().map(c -> c.path("usage")).filter(JsonNode::isObject)
                .reduce((_, later) -> later).orElse(MissingNode.getInstance());
    }

    static Finding latency(Came came) {
        return Lost.of(came).orElseGet(() -> {
            long first = came.firstMs();
            return new Assertions()
                    .must("the first token comes within 30 s", first <= TOO_LATE_MS, "The first token comes too late",
                            "It took " + first + " ms: a route with another target would have left.")
                    .should("the first token comes within 5 s", first <= SLOW_MS, "Slow to begin",
                            "The first token took " + first + " ms, the whole answer " + came.entry().durationMs()
                                    + " ms.")
                    .finding(first + " ms", "First token after " + first + " ms, whole answer after "
                            + came.entry().durationMs() + " ms.");
        }).measuring(came.firstMs());
    }
}
