package dev.tollgate.gateway.wire.neutral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cannot be carried over is named as the client calls it.
class UntranslatableTest {
    @ParameterizedTest
    @CsvSource({"CHAT, messages", "RESPONSES, input", "MESSAGES, messages", "GEMINI, contents"})
    void theConversationHasItsNameInEachProtocol(Protocol client, String name) {
        var no = new Untranslatable(Untranslatable.Place.CONVERSATION, "holds a film");
        assertEquals(name, no.field(client));
        assertEquals("`" + name + "` holds a film.", no.said(client));
        assertFalse(no.isWrong());
    }

    @Test
    void aPathIsTheClientsOwnAlready() {
        var no = Untranslatable.wrong("input[0].role", "`input[0].role` is missing.");
        assertEquals("input[0].role", no.field(Protocol.RESPONSES));
        assertEquals("`input[0].role` is missing.", no.said(Protocol.RESPONSES));
        assertTrue(no.isWrong());
    }
}
