package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Network;
import dev.tollgate.gateway.wire.BlockInput;
import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// HttpClient 5, classic, over HTTP/1.1 with a pool of thousands; it follows, repeats, stores and unpacks nothing of
/// its own accord. Thread-safe.
public final class HttpTransport implements Transport {
    private static final int CONNECTIONS = 20_000;
    /// Looking whether a kept connection is still alive costs a millisecond; one that died sooner is tried once more.
    private static final TimeValue STALE_AFTER = TimeValue.ofSeconds(1);
    /// Each connection has three of these for as long as it lives, and a stream keeps its connection for minutes.
    private static final Http1Config BUFFERS = Http1Config.custom().setBufferSize(2048).build();
    private static final Timeout LEASE = Timeout.ofSeconds(30);
    private static final System.Logger LOG = System.getLogger(HttpTransport.class.getName());
    /// Held, since a level is forgotten with its logger: at FINE it would print the Authorization header.
    private static final Logger WIRE = Logger.getLogger("org.apache.hc.client5.http");

    /// Without time-outs of its own: a call's deadlines end it, and a socket need not be told for each call.
    private static final RequestConfig CONFIG = RequestConfig.custom().setConnectionRequestTimeout(LEASE)
            .setExpectContinueEnabled(false).setProtocolUpgradeEnabled(false).build();

    private final Proxies proxies;
    /// Straight to the provider, which is the usual way: no chain for logins, redirects and tunnels to pass through.
    private final CloseableHttpClient straight;
    private final CloseableHttpClient proxied;
    /// For the second try after a kept connection turned out dead: its connections are never kept.
    private final CloseableHttpClient fresh;

    private HttpTransport(Proxies proxies, Optional<SSLContext> trust) {
        this.proxies = proxies;
        var pool = pool(trust);
        straight = HttpClients.createMinimal(pool);
        proxied = client(proxies, pool).build();
        fresh = client(proxies, pool(trust)).setConnectionReuseStrategy((_, _, _) -> false).build();
    }

    /// Reads the environment's proxy variables through `env`. Throws [IllegalArgumentException] with a message for the
    /// user where the proxy or the CA file is no good.
    public static HttpTransport of(Network network, Function<String, @Nullable String> env) {
        WIRE.setLevel(Level.INFO);
        return new HttpTransport(Proxies.of(network.proxy(), env), network.ca().map(Authorities::with));
    }

    private static HttpClientBuilder client(Proxies proxies, PoolingHttpClientConnectionManager pool) {
        return HttpClients.custom().setConnectionManager(pool).setRoutePlanner(proxies)
                .setDefaultCredentialsProvider(proxies.credentials()).setDefaultRequestConfig(CONFIG)
                .disableContentCompression().disableCookieManagement().disableRedirectHandling()
                .disableAutomaticRetries().disableAuthCaching().setUserAgent("tollgate");
    }

    private static PoolingHttpClientConnectionManager pool(Optional<SSLContext> trust) {
        return new Connections().setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS).setTlsSocketStrategy(new LaterTls(trust))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(BUFFERS).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom().setValidateAfterInactivity(STALE_AFTER)
                        .setConnectTimeout(Timeout.DISABLED).setTimeToLive(TimeValue.ofMinutes(30)).build())
                .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).setSoTimeout(Timeout.DISABLED)
                        .setSoKeepAlive(true).build())
                .build();
    }

    @Override
    public Reply send(Outgoing outgoing, Progress progress) throws IOException {
        var context = HttpClientContext.create();
        var host = proxies.straight(outgoing.url()).orElse(null);
        try {
            return send(host == null ? proxied : straight, host, outgoing, progress, context);
        } catch (IOException dead) {
            if (!Unreachable.isStaleConnection(dead, context)) {
                throw Unreachable.of(dead, outgoing.url());
            }
            LOG.log(System.Logger.Level.DEBUG, "a kept connection was dead; once more on a fresh one");
        }
        try {
            return send(fresh, null, outgoing, progress, HttpClientContext.create());
        } catch (IOException again) {
            throw Unreachable.of(again, outgoing.url());
        }
    }

    /// @param host null where the client finds its way itself
    private static Reply send(CloseableHttpClient client, @Nullable HttpHost host, Outgoing outgoing, Progress progress,
            HttpClientContext context) throws IOException {
        var request = new HttpUriRequestBase(outgoing.method(), outgoing.url());
        for (var field : outgoing.head().fields()) {
            request.addHeader(field.name(), field.value());
        }
        request.setConfig(CONFIG);
        request.setEntity(new Slices(outgoing.body(), progress));
        progress.cancellable(request::cancel);
        try {
            return new Received(request, client.executeOpen(host, request, context));
        } catch (IllegalStateException shut) {
            throw new IOException("the connection pool is shut", shut);
        }
    }

    @Override
    public void close() {
        straight.close(CloseMode.IMMEDIATE);
        proxied.close(CloseMode.IMMEDIATE);
        fresh.close(CloseMode.IMMEDIATE);
    }

    /// Connections over sockets of ours; all else as it comes.
    private static final class Connections extends PoolingHttpClientConnectionManagerBuilder {
        @Override
        protected HttpClientConnectionOperator createConnectionOperator(SchemePortResolver ports, DnsResolver names,
                TlsSocketStrategy tls) {
            var secure = RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build();
            return new DefaultHttpClientConnectionOperator(PromptSocket::through, ports, names, secure);
        }
    }

    /// A reply whose body may still be coming.
    private static final class Received implements Reply {
        private final HttpUriRequestBase request;
        private final ClassicHttpResponse response;
        private final Head head;
        private final Ended body;

        Received(HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
            this.request = request;
            this.response = response;
            var coding = response.getFirstHeader("Content-Encoding");
            var unpacked = coding == null ? "" : coding.getValue().strip().toLowerCase(Locale.ROOT);
            var fields = new ArrayList<Head.Field>();
            for (var header : response.getHeaders()) {
                if (!header.getName().equalsIgnoreCase("content-encoding")) {
                    fields.add(new Head.Field(header.getName(), header.getValue() == null ? "" : header.getValue()));
                }
            }
            head = new Head(fields);
            body = new Ended(response.getEntity() == null
                    ? InputStream.nullInputStream()
                    : response.getEntity().getContent(), unpacked);
        }

        @Override
        public int status() {
            return response.getCode();
        }

        @Override
        public Head head() {
            return head;
        }

        @Override
        public InputStream body() {
            return body;
        }

        @Override
        public void close() {
            if (!body.ended) {
                request.cancel(); // closing first would read the rest of the stream
            }
            try {
                response.close();
            } catch (IOException cancelled) {
                // that is what cancelling does to it
            }
        }
    }

    /// Knows whether it has been read to its end; unpacks what a provider packed unasked.
    private static final class Ended extends BlockInput {
        private final InputStream raw;
        private final String coding;
        private @Nullable InputStream plain;
        private boolean packed;
        private volatile boolean ended;

        Ended(InputStream raw, String coding) {
            this.raw = raw;
            this.coding = coding;
        }

        private InputStream plain() throws IOException {
            var known = plain;
            if (known == null) {
                known = switch (coding) {
                    case "gzip", "x-gzip" -> new GZIPInputStream(raw, 8192);
                    case "deflate" -> new InflaterInputStream(raw);
                    default -> raw;
                };
                packed = known instanceof InflaterInputStream;
                plain = known;
            }
            return known;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = plain().read(into, from, length);
            if (count < 0) {
                ended = !packed || raw.read() < 0; // behind the packed end the body's own end is due
            }
            return count;
        }
    }
}
