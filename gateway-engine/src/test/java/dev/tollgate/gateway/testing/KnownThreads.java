package dev.tollgate.gateway.testing;

import java.util.concurrent.ConcurrentLinkedQueue;

/// The machine's clock, which remembers the threads it started: a test waits for one to end, and not for a while.
public final class KnownThreads extends MachineTime {
    private final ConcurrentLinkedQueue<Thread> started = new ConcurrentLinkedQueue<>();

    /// Waits for all threads of this name that were started so far.
    public void join(String name) throws InterruptedException {
        for (var thread : started) {
            if (thread.getName().equals(name)) {
                thread.join();
            }
        }
    }

    @Override
    public Thread start(String name, Runnable work) {
        var thread = super.start(name, work);
        started.add(thread);
        return thread;
    }

    @Override
    public Thread startPlatform(String name, Runnable work) {
        var thread = super.startPlatform(name, work);
        started.add(thread);
        return thread;
    }
}
