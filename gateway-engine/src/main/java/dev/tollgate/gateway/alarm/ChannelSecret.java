package dev.tollgate.gateway.alarm;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes what a channel's messages are signed with: 256 bits that can be selected with a double click. Thread-safe.
public final class ChannelSecret {
    private static final SecureRandom SOURCE = new SecureRandom();
    private static final int BYTES = 32;

    private ChannelSecret() {}

    /// A new secret, to be kept and to be given to the receiver.
    public static String make() {
        var bytes = new byte[BYTES];
        SOURCE.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
