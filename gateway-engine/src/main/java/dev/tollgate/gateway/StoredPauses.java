package dev.tollgate.gateway;

import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.ledger.StateStore;
import java.util.Optional;

/// Keeps pauses in the ledger, so that they outlive a restart.
record StoredPauses(StateStore state) implements Pauses.PauseStore {
    @Override
    public Optional<String> load(String name) {
        return state.load(name);
    }

    @Override
    public void save(String name, String text) {
        state.save(name, text);
    }
}
