package dev.tollgate.gateway.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The reference: a plain nginx reverse proxy with kept upstream connections, which only forwards.
final class Nginx {
    private Nginx() {}

    /// Nothing where nginx is not installed.
    static Optional<Server> start(Path folder, int upstream) throws IOException {
        var binary = Optional.of(Path.of("/usr/sbin/nginx")).filter(Files::isExecutable);
        return binary.isEmpty() ? Optional.empty() : Optional.of(start(binary.get(), folder, upstream));
    }

    private static Server start(Path binary, Path folder, int upstream) throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var config = Files.writeString(folder.resolve("nginx.conf"), """
                worker_processes 2; daemon off; error_log stderr crit; pid %1$s/nginx.pid;
                events { worker_connections 8192; }
                http {
                  access_log off; keepalive_requests 1000000000;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
                  upstream mock { server 127.0.0.1:%2$d; keepalive 2048; keepalive_requests 1000000000; }
                  server { listen 127.0.0.1:%3$d reuseport;
                    location / { proxy_pass http://mock; proxy_http_version 1.1; proxy_set_header Connection "";
                      proxy_buffering off; proxy_read_timeout 300s; } }
                }
                """.formatted(folder, upstream, port));
        var process = new ProcessBuilder(binary.toString(), "-c", config.toString(), "-p", folder.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        Ports.await(port);
        return new Server("nginx", port, process);
    }
}
