package dev.tollgate.console.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LabelsTest {
    /// Nothing was paid for a run whose calls nobody answered either: that does not make them free.
    @Test
    void aRunThatCostNothingIsNotCalledFree() {
        assertEquals("$0.00", Labels.cost(0, 0));
        assertEquals("$0.000235", Labels.cost(235_000_000, 0));
        assertEquals("unpriced", Labels.cost(0, 2));
        assertEquals("$0.000235 + 2", Labels.cost(235_000_000, 2));
    }
}
