package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.neutral.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Access tokens for service accounts of Google's, each fetched once and again before it runs out; while one is fetched
/// the calls that need it wait. Thread-safe.
///
/// Google's own library for it brings an HTTP client of its own, which would know nothing of the configured proxy.
final class GoogleTokens {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final int MOST = 1 << 16;

    private final Transport transport;
    private final Time time;
    private final ConcurrentHashMap<String, Slot> slots = new ConcurrentHashMap<>();

    GoogleTokens(Transport transport, Time time) {
        this.transport = transport;
        this.time = time;
    }

    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable String token;
        private Instant until = Instant.MIN;
    }

    /// What asking for a token gave.
    sealed interface Got {
        /// @param token empty where the call needs none: another dialect, or a key that is sent as it is
        record Ready(Optional<String> token) implements Got {}

        /// @param why completes "the service account …"
        record Refused(String why) implements Got {}
    }

    /// The token for a call. Blocks while it is fetched; the call's own deadlines and its end hold for that too.
    ///
    /// @throws IOException where Google cannot be reached, or the call was ended
    Got token(Call call) throws IOException {
        var file = call.credential().filter(text -> call.provider().dialect() == Dialect.VERTEX
                && GoogleAccount.isOne(text));
        if (file.isEmpty()) {
            return new Got.Ready(Optional.empty());
        }
        var account = GoogleAccount.read(file.get());
        if (account.isEmpty()) {
            return new Got.Refused("cannot be read: its credential is no key file of a service account");
        }
        var slot = slots.computeIfAbsent(account.get().email() + " " + account.get().keyId(), _ -> new Slot());
        slot.lock.lock();
        try {
            return slot.token != null && time.instant().isBefore(slot.until.minus(EARLY))
                    ? new Got.Ready(Optional.of(slot.token))
                    : fetched(account.get(), slot, call);
        } finally {
            slot.lock.unlock();
        }
    }

    private Got fetched(GoogleAccount account, Slot slot, Call call) throws IOException {
        var form = account.request(time.instant()).getBytes(StandardCharsets.US_ASCII);
        var asked = new Transport.Outgoing("POST", account.tokens(),
                Head.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                List.of(ByteBuffer.wrap(form)));
        call.connecting();
        try (var reply = transport.send(asked, call)) {
            var body = reply.body().readNBytes(MOST);
            var json = Json.read(body, 0, body.length).orElse(Json.object());
            var token = json.path("access_token").asString("");
            if (reply.status() != 200 || token.isEmpty()) {
                return new Got.Refused(account.email() + " was refused by " + account.tokens().getHost() + " ("
                        + said(json, reply.status()) + ")");
            }
            slot.token = token;
            slot.until = time.instant().plusSeconds(json.path("expires_in").asLong(3_600));
            return new Got.Ready(Optional.of(token));
        }
    }

    private static String said(JsonNode json, int status) {
        var error = json.path("error").asString("");
        return error.matches("[a-z_]{1,60}") ? error : Integer.toString(status);
    }
}
