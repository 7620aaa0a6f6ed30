package dev.tollgate.gateway.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which Host fields name this gateway: a web page that points its own name at 127.0.0.1 must not get in. Immutable.
final class Hosts {
    private static final Set<String> ALWAYS = Set.of("localhost", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1",
            "host.docker.internal", "host.containers.internal", "gateway.docker.internal");

    private final List<String> allowed;

    Hosts(List<String> allowed) {
        this.allowed = allowed.stream().map(each -> name(each.toLowerCase(Locale.ROOT))).toList();
    }

    /// @param local the address that this connection came in on
    boolean allows(String host, InetAddress local) {
        String name = name(host.trim().toLowerCase(Locale.ROOT));
        return ALWAYS.contains(name) || name.endsWith(".localhost") || isLoopback(name) || isAllowed(name)
                || name.equals(plain(local)) || isMachine(name);
    }

    /// Without port, brackets and trailing dot; a malformed one becomes empty, which nothing allows.
    static String name(String host) {
        boolean bracketed = host.startsWith("[");
        if (!bracketed && host.indexOf(':') != host.lastIndexOf(':')) {
            return host; // a bare IPv6 address, as a setting may name it
        }
        int end = bracketed ? host.indexOf(']') + 1 : host.indexOf(':');
        if (end == 0 || (end > 0 && end < host.length() && !isPort(host, end))) {
            return "";
        }
        String name = end < 0 ? host : host.substring(0, end);
        if (bracketed) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isPort(String host, int colon) {
        for (int i = colon + 1; i < host.length(); i++) {
            if (!Character.isDigit(host.charAt(i))) {
                return false;
            }
        }
        return host.charAt(colon) == ':';
    }

    private static boolean isLoopback(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length != 4 || !parts[0].equals("127")) {
            return false;
        }
        for (String part : parts) {
            if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private boolean isAllowed(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (String each : allowed) {
            boolean wild = each.startsWith("*.") && name.endsWith(each.substring(1));
            if (wild || each.equals("*") || each.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String plain(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static boolean isMachine(String name) {
        String machine = Machine.NAME;
        return !machine.isEmpty() && (name.equals(machine) || name.equals(machine + ".local"));
    }

    /// Asked for once and only when needed: a slow resolver must not slow the start.
    private static final class Machine {
        private static final String NAME = find();

        private static String find() {
            try {
                return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            } catch (IOException unknown) {
                return "";
            }
        }
    }
}
