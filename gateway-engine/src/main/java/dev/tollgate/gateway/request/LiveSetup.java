package dev.tollgate.gateway.request;

/// The setup in force. Any thread may read; who swaps it is serialised by the caller.
public final class LiveSetup {
    private volatile Setup current;

    public LiveSetup(Setup first) {
        this.current = first;
    }

    public Setup current() {
        return current;
    }

    public void swap(Setup next) {
        current = next;
    }
}
