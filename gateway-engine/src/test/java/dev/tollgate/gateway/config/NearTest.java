package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearTest {
    @ParameterizedTest
    @CsvSource({"a,a,0", "a,b,1", "ab,ba,1", "kitten,sitting,3", "'',abc,3", "abc,'',3", "a,abcdef,2147483647"})
    void editsAreCounted(String one, String other, int edits) {
        assertEquals(edits, Near.distance(one, other, 4));
    }

    @Test
    void onlyASlipIsTakenForAnotherName() {
        var names = List.of("providers", "prices", "routes");
        assertEquals(Optional.of("prices"), Near.to("pirces", names));
        assertEquals(Optional.of("routes"), Near.to("Rout", names));
        assertEquals(Optional.empty(), Near.to("keys", names));
        assertEquals(" (did you mean 'providers'?)", Near.hint("provider", names));
    }
}
