package dev.tollgate.console.demo;

/// The demo's traffic while it runs, and the two incidents a button can cause. Thread-safe; nothing blocks.
public interface DemoTraffic extends AutoCloseable {
    void runaway(boolean on);

    boolean runaway();

    void providerDown(boolean down);

    boolean providerDown();

    @Override
    void close();
}
