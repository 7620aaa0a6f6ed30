package dev.tollgate.gateway.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Binds several addresses to one port, all or none.
final class Binding {
    private static final int BACKLOG = 1024;
    private static final int TRIES = 20;

    private Binding() {}

    /// With port 0 the first address takes a free one; where another address does not have it free, another is tried.
    static List<ServerSocket> all(List<String> hosts, int port) throws IOException {
        PortBusy taken;
        int tries = port == 0 ? TRIES : 1;
        do {
            try {
                return once(hosts, port);
            } catch (PortBusy busy) {
                taken = busy;
            }
        } while (--tries > 0);
        throw taken;
    }

    private static List<ServerSocket> once(List<String> hosts, int port) throws IOException {
        var bound = new ArrayList<ServerSocket>();
        try {
            for (String host : hosts) {
                for (InetAddress address : addresses(host)) {
                    add(bound, host, address, bound.isEmpty() ? port : bound.getFirst().getLocalPort());
                }
            }
        } catch (IOException failed) {
            for (ServerSocket socket : bound) {
                socket.close();
            }
            throw failed;
        }
        if (bound.isEmpty()) {
            throw new IOException("listen.hosts names no address that this machine has: " + hosts);
        }
        return List.copyOf(bound);
    }

    private static List<InetAddress> addresses(String host) throws IOException {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            throw new IOException("The address '" + host + "' in listen.hosts is not known to this machine.", unknown);
        }
    }

    private static void add(List<ServerSocket> bound, String host, InetAddress address, int port) throws IOException {
        var socket = new ServerSocket();
        try {
            if (!System.getProperty("os.name", "").startsWith("Windows")) {
                socket.setReuseAddress(true);
            }
            socket.bind(new InetSocketAddress(address, port), BACKLOG);
            bound.add(socket);
        } catch (BindException refused) {
            socket.close();
            String why = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
            boolean missing = why.contains("assign") || why.contains("not available");
            if (!missing || !address.isLoopbackAddress()) {
                throw translated(refused, why, host, port);
            }
            // A machine without IPv6 has no ::1; the other loopback address will do.
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private static IOException translated(BindException refused, String why, String host, int port) {
        if (why.contains("in use")) {
            return PortBusy.on(host, port);
        }
        String advice = why.contains("permission")
                ? "ports below 1024 need special rights; choose another with --port"
                : "check listen.hosts and the port";
        return new IOException(
                "Tollgate cannot listen on " + host + " port " + port + ": " + refused.getMessage() + "; "
                        + advice + ".",
                refused);
    }
}
