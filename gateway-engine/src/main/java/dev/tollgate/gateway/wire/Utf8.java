package dev.tollgate.gateway.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Strict UTF-8: the JSON parser is lenient where it only skips, and what passes here goes on to a provider as it is.
final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /// The offset of the first sequence that is not UTF-8, or -1.
    static int firstBad(byte[] bytes) {
        int i = 0;
        int words = bytes.length - 7;
        while (i < bytes.length) {
            while (i < words && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
                i += 8;
            }
            if (i < bytes.length) {
                int size = bytes[i] >= 0 ? 1 : sequence(bytes, i);
                if (size == 0) {
                    return i;
                }
                i += size;
            }
        }
        return -1;
    }

    /// The length of the sequence that begins here, 0 where it is wrong: overlong, a surrogate, beyond U+10FFFF, cut.
    private static int sequence(byte[] bytes, int i) {
        int lead = bytes[i] & 0xFF;
        int size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || i + size > bytes.length || !secondFits(lead, bytes[i + 1] & 0xFF)) {
            return 0;
        }
        for (int k = 2; k < size; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    private static boolean secondFits(int lead, int second) {
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return second >= low && second <= high;
    }
}
