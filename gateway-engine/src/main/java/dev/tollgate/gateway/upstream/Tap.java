package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.upstream.dialect.Scrub;
import dev.tollgate.gateway.wire.BlockInput;
import dev.tollgate.gateway.wire.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Listens in on the calls that a piece of work makes: what really went to a provider and what came back before
/// anything of it was translated. Credentials never enter it. For the thread that does the work.
public final class Tap {
    /// Bytes of one reply that are kept.
    public static final int MOST = 256 << 10;

    private static final ScopedValue<Tap> HERE = ScopedValue.newInstance();
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "x-api-key", "api-key",
            "x-goog-api-key", "x-amz-security-token", "cookie", "set-cookie");

    private final List<Heard> heard = new ArrayList<>();

    /// Does the work and hears each call that it makes.
    public void during(Runnable work) {
        ScopedValue.where(HERE, this).run(work);
    }

    /// In the order they went out.
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    /// A transport that can be listened in on; without a tap it costs nothing.
    public static Transport on(Transport transport) {
        return new Tapped(transport);
    }

    private Heard begin(Transport.Outgoing outgoing) {
        var next = new Heard(outgoing);
        heard.add(next);
        return next;
    }

    /// One call as it went over the wire; grows while its reply is read.
    public static final class Heard {
        private final URI url;
        private final Head sentHead;
        private final byte[] sentBody;
        private final Optional<String> credential;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private volatile int status;
        private volatile Head head = Head.EMPTY;

        Heard(Transport.Outgoing outgoing) {
            url = outgoing.url();
            credential = outgoing.head().first("Authorization").filter(v -> v.startsWith("Bearer "))
                    .map(v -> v.substring(7)).or(() -> outgoing.head().first("x-api-key"))
                    .or(() -> outgoing.head().first("x-goog-api-key"))
                    .or(() -> outgoing.head().first("x-amz-security-token"));
            sentHead = masked(outgoing.head());
            var all = new ByteArrayOutputStream();
            for (var slice : outgoing.body()) {
                var copy = new byte[slice.remaining()];
                slice.duplicate().get(copy);
                all.writeBytes(copy);
            }
            sentBody = all.toByteArray();
        }

        private static Head masked(Head head) {
            return new Head(head.fields().stream()
                    .map(f -> SECRET.contains(f.name().toLowerCase(Locale.ROOT)) ? new Head.Field(f.name(), "…") : f)
                    .toList());
        }

        public URI url() {
            return url;
        }

        /// The head as sent, secrets replaced by `…`.
        public Head sentHead() {
            return sentHead;
        }

        public String sent() {
            return new String(sentBody, StandardCharsets.UTF_8);
        }

        /// The provider's own; 0 where no head came.
        public int status() {
            return status;
        }

        public Head head() {
            return head;
        }

        /// What was read of the reply, at most [Tap#MOST] bytes, freed of anything like a key.
        public String received() {
            return Scrub.text(body.toString(StandardCharsets.UTF_8), credential);
        }

        private void answered(Transport.Reply reply) {
            head = masked(reply.head());
            status = reply.status();
        }

        private void read(byte[] bytes, int from, int count) {
            int room = Math.min(count, MOST - body.size());
            if (room > 0) {
                body.write(bytes, from, room);
            }
        }
    }

    private record Tapped(Transport plain) implements Transport {
        @Override
        public Reply send(Outgoing request, Progress progress) throws IOException {
            if (!HERE.isBound()) {
                return plain.send(request, progress);
            }
            var heard = HERE.get().begin(request);
            var reply = plain.send(request, progress);
            heard.answered(reply);
            return new Listened(reply, heard, new Copied(reply.body(), heard));
        }

        @Override
        public void close() {
            plain.close();
        }
    }

    private record Listened(Transport.Reply plain, Heard heard, InputStream body) implements Transport.Reply {
        @Override
        public int status() {
            return plain.status();
        }

        @Override
        public Head head() {
            return plain.head();
        }

        @Override
        public void close() {
            plain.close();
        }
    }

    private static final class Copied extends BlockInput {
        private final InputStream plain;
        private final Heard heard;

        Copied(InputStream plain, Heard heard) {
            this.plain = plain;
            this.heard = heard;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = plain.read(into, from, length);
            heard.read(into, from, count);
            return count;
        }
    }
}
