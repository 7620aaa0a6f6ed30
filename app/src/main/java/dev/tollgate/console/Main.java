package dev.tollgate.console;

/// The command line's entry; knows no JavaFX class, so that headless runs load none.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Commands.run(args));
    }
}
