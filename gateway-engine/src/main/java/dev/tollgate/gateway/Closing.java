package dev.tollgate.gateway;

/// Closes several things though one of them fails.
final class Closing {
    private static final System.Logger LOG = System.getLogger(Closing.class.getName());

    private Closing() {}

    static void quietly(AutoCloseable... things) {
        for (var thing : things) {
            try {
                thing.close();
            } catch (Exception fault) {
                LOG.log(System.Logger.Level.WARNING, "closing", fault);
            }
        }
    }
}
