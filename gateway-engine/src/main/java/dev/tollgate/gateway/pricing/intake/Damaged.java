package dev.tollgate.gateway.pricing.intake;

/// Ends the reading of a list that has a mistake; never leaves the package.
final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int line;

    Damaged(int line, String message) {
        super(message);
        this.line = line;
    }

    Intake.Broken told() {
        return new Intake.Broken(line, String.valueOf(getMessage()));
    }
}
