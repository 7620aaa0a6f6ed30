package dev.tollgate.gateway.request;

import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.term.Word;
import dev.tollgate.gateway.upstream.Failure;
import dev.tollgate.gateway.upstream.judge.Unfit;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes what the client gets: heads with the gateway's own fields, the last bytes, refusals and error events.
final class Replies {
    private static final Head.Field JSON = new Head.Field("Content-Type", "application/json");

    void refuse(Exchange exchange, Rejection no) {
        refuse(exchange, no, refusalHead(exchange, no));
    }

    private static void refuse(Exchange exchange, Rejection no, List<Head.Field> fields) {
        try {
            exchange.answer(no.status(), new Head(fields), no.body(exchange.protocol()));
        } catch (IOException _) {
            // whom nobody can tell any more needs no refusal
        }
    }

    private static List<Head.Field> refusalHead(Exchange exchange, Rejection no) {
        var fields = new ArrayList<Head.Field>(12);
        fields.add(JSON);
        fields.add(new Head.Field("x-tollgate-request-id", exchange.id()));
        named(fields, exchange.protocol(), exchange.id());
        fields.add(new Head.Field("x-tollgate-reason", no.reason().word()));
        if (!no.retry()) {
            fields.add(new Head.Field("x-should-retry", "false"));
        }
        no.retryAfter().ifPresent(wait -> retryAfter(fields, wait));
        return fields;
    }

    /// Anthropic's clients show this one when they report an error.
    private static void named(List<Head.Field> fields, Protocol protocol, String id) {
        if (protocol == Protocol.MESSAGES) {
            fields.add(new Head.Field("request-id", id));
        }
    }

    private static void rates(List<Head.Field> fields, Tally tally) {
        RateFields.add(fields, tally.rates());
        if (tally.protocol() == Protocol.MESSAGES) {
            RateFields.addAnthropic(fields, tally.rates(), tally.now());
        }
    }

    private static void retryAfter(List<Head.Field> fields, Duration wait) {
        fields.add(new Head.Field("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
        fields.add(new Head.Field("retry-after-ms", Long.toString(wait.toMillis())));
    }

    /// From now on silence is filled with comments; the first of them sends this head.
    void keepAlive(Tally tally) {
        var fields = own(tally, "", 0);
        fields.add(new Head.Field("Content-Type", "text/event-stream; charset=utf-8"));
        fields.add(new Head.Field("Cache-Control", "no-cache"));
        fields.add(new Head.Field("X-Accel-Buffering", "no"));
        tally.exchange().keepAlive(new Head(fields));
    }

    /// The head of a stream, unless a keep-alive has sent one already.
    void streamHead(Tally tally, int status, Head upstream, String target, int attempts) throws IOException {
        if (!tally.exchange().committed()) {
            var fields = own(tally, target, attempts);
            RateFields.copy(upstream.fields(), fields, tally.rates());
            tally.exchange().head(status, new Head(fields));
        }
    }

    private static List<Head.Field> own(Tally tally, String target, int attempts) {
        var fields = new ArrayList<Head.Field>(16);
        fields.add(new Head.Field("x-tollgate-request-id", tally.exchange().id()));
        fields.add(new Head.Field("x-tollgate-route", tally.routeName()));
        named(fields, tally.protocol(), tally.exchange().id());
        rates(fields, tally);
        if (!target.isEmpty()) {
            fields.add(new Head.Field("x-tollgate-target", target));
            fields.add(new Head.Field("x-tollgate-attempts", Integer.toString(attempts)));
        }
        return fields;
    }

    /// Writes the last bytes and notes how it ended.
    void finish(Tally tally, Served served) {
        try {
            switch (served) {
                case Served.Refused(var no) -> refused(tally, no);
                case Served.NoRoom(var no) -> refused(tally, no);
                case Served.Whole whole -> whole(tally, whole);
                case Served.Streamed(var tail) -> {
                    tally.close(answered(tally, 200));
                    tally.exchange().end(tail);
                }
                case Served.Broken(var failure, var message) -> broken(tally, failure, message);
            }
        } catch (IOException gone) {
            tally.close(new Ended(Outcome.INTERRUPTED, tally.ended().status(), Optional.empty(),
                    Optional.of("The client left before the last bytes reached it.")));
        }
    }

    private static void refused(Tally tally, Rejection no) {
        tally.close(new Ended(Outcome.REJECTED, no.status(), Optional.of(no.reason()), Optional.of(no.message())));
        var fields = refusalHead(tally.exchange(), no);
        rates(fields, tally);
        refuse(tally.exchange(), no, fields);
    }

    private static Ended answered(Tally tally, int status) {
        return new Ended(tally.unfit().map(Unfit::outcome).orElse(Outcome.SUCCESS), status, Optional.empty(),
                tally.unfit().map(Unfit::why));
    }

    private static void whole(Tally tally, Served.Whole whole) throws IOException {
        tally.close(answered(tally, whole.status()));
        if (tally.exchange().committed()) { // a keep-alive has opened an event stream: the answer goes in band
            tally.exchange().end(isStream(whole.head()) ? whole.body() : tally.inBand(whole.body()));
            return;
        }
        var fields = own(tally, tally.targetLabel(), tally.attemptCount());
        if (tally.isPriced()) {
            fields.add(new Head.Field("x-tollgate-cost-usd", Picos.usd(tally.cost().picos())));
            fields.add(new Head.Field("x-tollgate-cost-source", tally.cost().source().word()));
        }
        RateFields.copy(whole.head().fields(), fields, tally.rates());
        tally.exchange().answer(whole.status(), new Head(fields), whole.body());
    }

    private static boolean isStream(Head head) {
        return head.first("Content-Type").filter(type -> type.startsWith("text/event-stream")).isPresent();
    }

    private static void broken(Tally tally, Failure failure, String message) throws IOException {
        boolean ended = failure.fault() == Fault.CLIENT_GONE || failure.fault() == Fault.CUT;
        boolean committed = tally.exchange().committed();
        int status = committed ? 200 : failure.clientStatus();
        tally.close(new Ended(ended ? Outcome.INTERRUPTED : Outcome.FAILED,
                failure.fault() == Fault.CLIENT_GONE && !committed ? 499 : status,
                tally.outgrown().map(_ -> Reason.BUDGET_EXCEEDED), Optional.of(message)));
        if (failure.fault() == Fault.CLIENT_GONE) {
            tally.exchange().abort();
        } else if (committed) {
            var said = said(failure, failure.clientStatus(), message);
            var event = tally.streaming().map(answer -> answer.farewell(said))
                    .orElseGet(() -> ErrorBody.event(tally.protocol(), said));
            tally.exchange().write(event, 0, event.length);
            tally.exchange().abort();
        } else {
            error(tally, failure, status, message);
        }
    }

    private static ErrorBody.Said said(Failure failure, int status, String message) {
        return new ErrorBody.Said(status, message, null, code(failure));
    }

    private static void error(Tally tally, Failure failure, int status, String message) throws IOException {
        var fields = own(tally, tally.targetLabel(), tally.attemptCount());
        fields.add(JSON);
        failure.retryAfter().ifPresent(wait -> retryAfter(fields, wait));
        tally.outgrown().ifPresent(
                _ -> fields.add(new Head.Field("x-tollgate-reason", Reason.BUDGET_EXCEEDED.word())));
        if (failure.fault() == Fault.CUT) {
            fields.add(new Head.Field("x-should-retry", "false"));
        }
        var body = failure.original()
                .orElseGet(() -> ErrorBody.of(tally.protocol(), said(failure, status, message)));
        tally.exchange().answer(status, new Head(fields), body);
    }

    private static String code(Failure failure) {
        return switch (failure.fault()) {
            case AUTH -> "upstream_auth";
            case TIMEOUT_CONNECT, TIMEOUT_FIRST_TOKEN, TIMEOUT_IDLE, TIMEOUT_RESPONSE, TIMEOUT_TOTAL ->
                "upstream_timeout";
            case RATE_LIMITED -> "rate_limit_exceeded";
            case CONNECT, TLS, OVERLOADED, SERVER_ERROR, MALFORMED, STREAM_CUT, STREAM_ERROR, INVALID_JSON ->
                "upstream_error";
            case BAD_REQUEST, NOT_FOUND, CONTEXT_LENGTH, CONTENT_FILTER, REFUSAL, CLIENT_GONE ->
                ((Word) failure.fault()).word();
            case CUT -> failure.code();
        };
    }
}
