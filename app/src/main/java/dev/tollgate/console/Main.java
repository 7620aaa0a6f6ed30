package dev.tollgate.console;

import java.util.logging.Level;
import java.util.logging.Logger;

/// The command line's entry; knows no JavaFX class, so that headless runs load none.
public final class Main {
    /// Held, since what is set of a logger is forgotten with it.
    private static final Logger KEYCHAIN = Logger.getLogger("org.freedesktop");

    private Main() {}

    public static void main(String[] args) {
        KEYCHAIN.setLevel(Level.WARNING); // else each signal of the system's keychain is a line among ours
        System.exit(Commands.run(args));
    }
}
