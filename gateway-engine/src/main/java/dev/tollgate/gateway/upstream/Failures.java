package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.AwsRegion;
import dev.tollgate.gateway.config.Serving;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.upstream.dialect.ProviderError;
import dev.tollgate.gateway.upstream.dialect.RetryAfter;
import dev.tollgate.gateway.upstream.dialect.Scrub;
import dev.tollgate.gateway.upstream.dialect.Verdict;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Puts what went wrong with one call into words: which provider, what it said, what to do.
final class Failures {
    private static final int LONGEST_TEXT = 300;
    private static final Optional<Duration> AT_ONCE = Optional.empty();

    private final String provider;
    private final String model;
    private final Optional<String> credential;
    private final Protocol protocol;
    private final Call call;

    Failures(Call call) {
        protocol = call.ask().protocol();
        this.call = call;
        provider = call.provider().name();
        model = call.target().model();
        credential = call.credential();
    }

    /// What the client asks cannot be said to this provider; another may speak its protocol.
    Failure untranslatable(Untranslatable no, Protocol theirs) {
        var message = no.said(protocol)
                + (no.isWrong() ? "" : " (" + provider + " is asked as " + theirs.word() + ")");
        var code = no.isWrong() ? "invalid_request" : "unsupported_field";
        return new Failure(Fault.BAD_REQUEST, false, true, 400, 0, AT_ONCE, message, Optional.of(ErrorBody.of(protocol,
                new ErrorBody.Said(400, message, no.field(protocol), code))), code);
    }

    /// The call was ended by a deadline or by somebody.
    Failure ended(Fault why, Limits limits, int status) {
        return switch (why) {
            case CLIENT_GONE -> last(why, 499, status, "the client left");
            case CUT -> last(why, 499, status, "the call was cut");
            case TIMEOUT_CONNECT -> late(why, status, "no connection to " + provider + " within "
                    + seconds(limits.connect()) + "; check its base URL, the network and the proxy");
            case TIMEOUT_FIRST_TOKEN -> late(why, status, provider + " sent nothing of " + model + " within "
                    + seconds(limits.firstToken()) + "; a longer first_token gives it more time");
            case TIMEOUT_RESPONSE -> late(why, status, provider + " did not answer within "
                    + seconds(limits.response()) + "; a longer response gives it more time");
            case TIMEOUT_IDLE -> late(why, status, provider + " fell silent for " + seconds(limits.idle())
                    + " in the middle of its answer");
            default -> last(why, 504, status, "the time for the whole request ran out while " + provider
                    + " was answering; a longer total gives it more");
        };
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    private static Failure late(Fault fault, int status, String message) {
        return new Failure(fault, false, true, 504, status, AT_ONCE, message, Optional.empty(), fault.word());
    }

    private static Failure last(Fault fault, int clientStatus, int status, String message) {
        return new Failure(fault, false, false, clientStatus, status, AT_ONCE, message, Optional.empty(), fault.word());
    }

    Failure unreachable(Unreachable why) {
        boolean again = why.fault() == Fault.CONNECT || why.fault() == Fault.TLS;
        return new Failure(why.fault(), again, true, 502, 0, AT_ONCE, provider + ": " + why.getMessage(),
                Optional.empty(), why.code());
    }

    Failure noUrl(String baseUrl) {
        return new Failure(Fault.CONNECT, false, true, 502, 0, AT_ONCE, provider + ": " + baseUrl
                + " is no http or https URL; correct its base_url", Optional.empty(), "url");
    }

    Failure noRegion() {
        return new Failure(Fault.AUTH, false, true, 502, 0, AT_ONCE, provider + ": " + AwsRegion.MISSING,
                Optional.empty(), "no_region");
    }

    /// No access token could be had for the credential.
    Failure noToken(String why) {
        return new Failure(Fault.AUTH, false, true, 502, 0, AT_ONCE, provider + ": its service account " + why
                + ". Check the key file, the account's rights and this machine's clock", Optional.empty(), "no_token");
    }

    Failure malformed(int status, String what) {
        return new Failure(Fault.MALFORMED, false, true, 502, status, AT_ONCE, provider + " " + what
                + "; check that its base URL is that of " + api(), Optional.empty(), "malformed");
    }

    private String api() {
        return switch (call.provider().dialect()) {
            case OPENAI -> "an OpenAI-compatible API";
            case ANTHROPIC -> "Anthropic's Messages API";
            case GEMINI -> "Google's Gemini API";
            case VERTEX -> "Google's Vertex AI";
            case BEDROCK -> "Amazon Bedrock's runtime";
            case OLLAMA -> "Ollama";
        };
    }

    /// An event of a stream that is none.
    Failure garbled(int status) {
        return malformed(status, "sent an event that is no JSON");
    }

    Failure cut(int status, boolean content) {
        return new Failure(Fault.STREAM_CUT, false, !content, 502, status, AT_ONCE, provider + " ended its answer "
                + (content ? "before it was complete" : "before it said anything"), Optional.empty(), "stream_cut");
    }

    /// It answers well, but not as the first model did: of two answers none is made.
    Failure differs(int status) {
        return last(Fault.CUT, 502, status, provider + " answered otherwise than what the client has already");
    }

    /// An error reply.
    Failure replied(int status, Head head, byte[] body, Instant now) {
        var error = ProviderError.read(body, 0, body.length).and(head.first("x-amzn-errortype"));
        boolean tells = error.shaped() || !error.message().isEmpty();
        var verdict = Verdict.of(status, error.words(), tells);
        return of(verdict, status, error, RetryAfter.of(head, error, now), original(verdict, error, body));
    }

    /// An error inside a 200, before anything was passed on.
    Failure early(ProviderError error, byte[] body, int status, Head head, Instant now) {
        var verdict = Verdict.of(error.status() >= 400 ? error.status() : 0, error.words(), true);
        return of(verdict, status, error, RetryAfter.of(head, error, now), original(verdict, error, body));
    }

    /// An error inside a stream that has begun: too late for another status, and for another target.
    Failure midway(ProviderError error, int status) {
        var verdict = Verdict.of(error.status() >= 400 ? error.status() : 0, error.words(), true);
        var fault = switch (verdict.fault()) {
            case RATE_LIMITED, OVERLOADED, CONTENT_FILTER, CONTEXT_LENGTH, AUTH -> verdict.fault();
            default -> Fault.STREAM_ERROR;
        };
        return of(new Verdict(fault, false, false, verdict.clientStatus()), status, error, AT_ONCE, Optional.empty());
    }

    private Failure of(Verdict verdict, int status, ProviderError error, Optional<Duration> retryAfter,
            Optional<byte[]> original) {
        var code = error.words().isEmpty()
                ? Integer.toString(error.status() > 0 ? error.status() : status)
                : Scrub.text(error.words().getFirst(), credential);
        var text = Scrub.text(error.message(), credential).strip();
        var said = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
        var message = provider + " answered " + (status == 200 ? "with an error" : status)
                + (error.words().isEmpty() ? "" : " (" + code + ")") + (said.isEmpty() ? "" : ": " + said);
        return new Failure(verdict.fault(), verdict.sameTargetAgain(), verdict.nextTarget(), shown(verdict, status),
                status, retryAfter, Scrub.text(sentences(message, advice(verdict, status)), credential), original,
                code);
    }

    /// 529 is Anthropic's own, which only its clients know.
    private int shown(Verdict verdict, int status) {
        return status == 529 && protocol == Protocol.MESSAGES ? status : verdict.clientStatus();
    }

    /// Many providers end what they say with a full stop of their own, some ask or shout.
    private static String sentences(String first, String second) {
        if (second.isEmpty()) {
            return first;
        }
        boolean ended = !first.isEmpty() && ".!?…".indexOf(first.charAt(first.length() - 1)) >= 0;
        return first + (ended ? " " : ". ") + second;
    }

    private String advice(Verdict verdict, int status) {
        return switch (verdict.fault()) {
            case AUTH -> status == 402
                    ? "Top up the account of provider " + provider
                    : "Check the key of provider " + provider + ", its rights and its credit";
            case NOT_FOUND -> status < 400
                    ? "It redirects elsewhere: correct the base URL of provider " + provider
                    : "Check that provider " + provider + " has the model " + model + " and that its base URL is right";
            case CONNECT -> "The proxy wants a login: put it into network.proxy";
            default -> "";
        };
    }

    private Optional<byte[]> original(Verdict verdict, ProviderError error, byte[] body) {
        return switch (verdict.fault()) {
            case BAD_REQUEST, CONTEXT_LENGTH, CONTENT_FILTER, NOT_FOUND -> error.shaped() && passes() && body[0] != '[' // Gemini's
                                                                                                                        // list
                                                                                                                        // of
                                                                                                                        // one
                                                                                                                        // is
                                                                                                                        // for
                                                                                                                        // streams
                    ? Optional.of(Scrub.bytes(body, credential))
                    : Optional.of(error.message()).filter(text -> !text.isEmpty()).map(text -> wrapped(verdict, error));
            default -> Optional.empty();
        };
    }

    /// Whether the provider speaks the client's protocol: then its own words are the best.
    private boolean passes() {
        var asked = call.ask().endpoint();
        return Serving.at(call.provider(), asked, protocol, model).filter(asked::equals).isPresent()
                && Serving.protocol(call.provider(), asked, protocol) == protocol;
    }

    private byte[] wrapped(Verdict verdict, ProviderError error) {
        return ErrorBody.of(protocol, new ErrorBody.Said(verdict.clientStatus(),
                Scrub.text(error.message(), credential), null,
                error.words().isEmpty()
                        ? verdict.fault().word()
                        : Scrub.text(error.words().getFirst(), credential)));
    }
}
