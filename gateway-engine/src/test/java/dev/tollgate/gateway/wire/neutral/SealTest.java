package dev.tollgate.gateway.wire.neutral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Seals through the fields of other families.
class SealTest {
    private static final Seal SEAL = new Seal(Protocol.RESPONSES, "rs_ä.1", "gAAA.B-_=");

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void findTheirWayHomeThroughEveryProtocol(Protocol through) {
        var text = SEAL.in(through);
        assertEquals(through == Protocol.RESPONSES, text.equals(SEAL.value()));
        assertEquals(through != Protocol.RESPONSES, text.startsWith(Seal.MARK));
        assertEquals(SEAL, Seal.read(through, through == Protocol.RESPONSES ? SEAL.id() : "", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EqQBCg", "", "tollgate.", "tollgate.nobody.x.y", "tollgate.responses.%%.y",
            "tollgate.chat"})
    void whatIsNoMarkIsTheClientsOwn(String text) {
        assertEquals(new Seal(Protocol.MESSAGES, "id", text), Seal.read(Protocol.MESSAGES, "id", text));
    }

    @Test
    void aMarkIsPlainText() {
        assertTrue(SEAL.in(Protocol.MESSAGES).matches("[A-Za-z0-9._=-]+"), SEAL.in(Protocol.MESSAGES));
    }
}
