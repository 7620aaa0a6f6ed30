package dev.tollgate.gateway.access;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// Makes virtual keys: `tg-` and 36 characters that can be selected with a double click, 214 bits. Thread-safe.
public final class KeyMaker {
    /// What every key of ours begins with, so that people and scanners know one when they see it.
    public static final String MARK = "tg-";
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 36;
    private static final SecureRandom SOURCE = new SecureRandom();

    private KeyMaker() {}

    /// A new secret; only its [Keys#hash] is to be kept.
    public static String make() {
        return make(SOURCE);
    }

    static String make(RandomGenerator random) {
        var key = new StringBuilder(MARK.length() + LENGTH).append(MARK);
        for (int i = 0; i < LENGTH; i++) {
            key.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return key.toString();
    }
}
