package dev.tollgate.console.alarms;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A receiver of alarms on a free port of this machine; `/204` answers with status 204.
final class Hook implements AutoCloseable {
    final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /// One message as it came.
    record Received(String body, Optional<String> signature, String timestamp) {
        boolean isSignedWith(String secret) throws GeneralSecurityException {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var right = mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return signature.equals(Optional.of("sha256=" + HexFormat.of().formatHex(right)));
        }
    }

    Hook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            var head = exchange.getRequestHeaders();
            received.add(new Received(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    Optional.ofNullable(head.getFirst("X-Tollgate-Signature")),
                    String.valueOf(head.getFirst("X-Tollgate-Timestamp"))));
            exchange.sendResponseHeaders(Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), -1);
            exchange.close();
        });
        server.start();
    }

    String address(int status) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + status;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
