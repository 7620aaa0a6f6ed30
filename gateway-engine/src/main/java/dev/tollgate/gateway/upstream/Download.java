package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Fetches one text from the network because a person asked for it: through the configured proxy, without cookies or
/// keys. Thread-safe.
public final class Download {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HOPS = 4;

    private final Transport transport;
    private final Time time;

    Download(Transport transport, Time time) {
        this.transport = transport;
        this.time = time;
    }

    /// The text, or why there is none.
    public sealed interface Fetched {
        record Text(String text) implements Fetched {}

        /// A sentence for a person.
        record Failed(String message) implements Fetched {}
    }

    /// Blocks, a minute at most.
    ///
    /// @param mostBytes a longer text is refused
    public Fetched fetch(String address, int mostBytes) {
        Optional<URI> at = url(address.strip());
        for (int hop = 0; hop < HOPS; hop++) {
            if (at.isEmpty()) {
                return new Fetched.Failed("That is no address. Write it as https://HOST/PATH.");
            }
            var url = at.get();
            var over = time.signal();
            try (var reply = transport.send(new Transport.Outgoing("GET", url, head(), List.of()), clock(over))) {
                var moved = reply.status() / 100 == 3 ? reply.head().first("Location") : Optional.<String>empty();
                if (moved.isEmpty()) {
                    return text(url, reply, mostBytes);
                }
                at = moved.flatMap(to -> url(url.resolve(to).toString()));
            } catch (IOException | IllegalArgumentException lost) {
                return new Fetched.Failed("Nothing came from " + url.getHost() + ": " + lost.getMessage()
                        + ". Prices stay as they are.");
            } finally {
                over.set();
            }
        }
        return new Fetched.Failed(address + " leads from one address to the next without end.");
    }

    /// What can be fetched: an http or https address with a host; empty for any other text.
    public static Optional<URI> url(String text) {
        try {
            var url = new URI(text);
            boolean known = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            return Optional.of(url).filter(each -> known && each.getHost() != null);
        } catch (URISyntaxException odd) {
            return Optional.empty();
        }
    }

    private static Head head() {
        return Head.of("Accept", "application/json, text/*, */*", "Accept-Encoding", "gzip", "User-Agent", "tollgate");
    }

    private Transport.Progress clock(Time.Signal over) {
        return new Transport.Progress() {
            @Override
            public void cancellable(Runnable cancel) {
                var _ = time.start("download-clock", () -> {
                    if (!over.await(PATIENCE)) {
                        cancel.run();
                    }
                });
            }

            @Override
            public void connected() {}

            @Override
            public void sent() {}
        };
    }

    private static Fetched text(URI url, Transport.Reply reply, int mostBytes) throws IOException {
        if (reply.status() != 200) {
            return new Fetched.Failed(url.getHost() + " answered " + reply.status() + ". Check the address.");
        }
        boolean packed = reply.head().first("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
        var body = packed ? new GZIPInputStream(reply.body()) : reply.body();
        var bytes = body.readNBytes(mostBytes + 1);
        return bytes.length > mostBytes
                ? new Fetched.Failed("What " + url.getHost() + " sends is larger than any price list.")
                : new Fetched.Text(new String(bytes, StandardCharsets.UTF_8));
    }
}
