package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.term.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

/// A call that got no reply head, and why.
public final class Unreachable extends IOException {
    private static final long serialVersionUID = 1;
    private final Fault fault;
    private final String code;

    /// Names the fault and a word for it: `dns`, `refused`, `reset`, `certificate`, `handshake`, `proxy` …
    public Unreachable(Fault fault, String code, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.code = code;
    }

    public Fault fault() {
        return fault;
    }

    public String code() {
        return code;
    }

    /// Whether a kept connection was found dead with not a byte of a reply: the provider closed it meanwhile.
    static boolean isStaleConnection(IOException dead, HttpClientContext context) {
        var details = context.getEndpointDetails();
        return details != null && details.getRequestCount() > 1 && (dead instanceof NoHttpResponseException
                || dead instanceof SocketException || dead instanceof ConnectionClosedException);
    }

    /// Tells apart what the exceptions of the network mean.
    static Unreachable of(IOException why, URI url) {
        var where = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        return switch (why) {
            case UnknownHostException dns -> new Unreachable(Fault.CONNECT, "dns", "the host " + url.getHost()
                    + " is not known; check the base URL and whether this machine is online", dns);
            case ConnectionRequestTimeoutException full -> new Unreachable(Fault.CONNECT, "pool",
                    "no connection to " + where + " came free within 30 s; too many calls wait for it", full);
            case SSLException tls -> tls(tls, where);
            case NoRouteToHostException away -> new Unreachable(Fault.CONNECT, "unreachable",
                    where + " cannot be reached from here; check network and proxy", away);
            case ConnectException refused -> new Unreachable(Fault.CONNECT, "refused",
                    "nothing listens on " + where + "; is the server running?", refused);
            case SocketTimeoutException late -> new Unreachable(Fault.CONNECT, "timeout",
                    where + " did not accept the connection in time", late);
            case NoHttpResponseException _,ConnectionClosedException _,SocketException _ ->
                new Unreachable(Fault.CONNECT, "reset", where + " closed the connection without an answer", why);
            case ClientProtocolException odd -> new Unreachable(Fault.MALFORMED, "not_http",
                    where + " did not answer in HTTP; check the base URL", odd);
            default -> new Unreachable(Fault.CONNECT, "network", "the connection to " + where + " broke", why);
        };
    }

    private static Unreachable tls(SSLException why, String where) {
        boolean certificate = why instanceof SSLPeerUnverifiedException;
        for (Throwable cause = why; cause != null && !certificate; cause = cause.getCause()) {
            certificate = cause instanceof CertificateException;
        }
        return certificate
                ? new Unreachable(Fault.TLS, "certificate", "the certificate of " + where + " is not trusted; behind a"
                        + " proxy that inspects TLS, name its CA file in network.ca", why)
                : new Unreachable(Fault.TLS, "handshake", "no TLS connection to " + where
                        + "; check whether it speaks https", why);
    }
}
