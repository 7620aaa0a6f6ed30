package dev.tollgate.gateway.http;

import java.net.BindException;

/// Another process listens on our port; the message says who, and what to do.
public final class PortBusy extends BindException {
    private static final long serialVersionUID = 1L;
    private final int port;
    private final String who;

    PortBusy(int port, String who) {
        super(who + " Stop that process, or choose another port with --port or listen.port (0 takes a free one).");
        this.port = port;
        this.who = who;
    }

    /// The port asked for.
    public int port() {
        return port;
    }

    /// The message without what to do, for those who say it their way.
    public String who() {
        return who;
    }

    static PortBusy on(String host, int port) {
        String who = PortOwner.of(port).map(owner -> "It is in use by " + owner + ".")
                .orElse("Another process uses it; `" + lookup(port) + "` shows which.");
        return new PortBusy(port, "Port " + port + " on " + host + " is taken. " + who);
    }

    private static String lookup(int port) {
        String system = System.getProperty("os.name", "");
        if (system.startsWith("Windows")) {
            return "netstat -ano | findstr :" + port;
        }
        return system.startsWith("Mac")
                ? "lsof -nP -iTCP:" + port + " -sTCP:LISTEN"
                : "ss -ltnp 'sport = :" + port + "'";
    }
}
