package dev.tollgate.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the simulated model of a coding agent does with the tools that agents have.
class HandiworkTest {
    private static final String WRITE =
            "{'type':'function','function':{'name':'write_file','parameters':{'type':'object',"
                    + "'properties':{'file_path':{'type':'string'},'content':{'type':'string'}},"
                    + "'required':['file_path','content']}}}";

    private static Optional<Handiwork> work(String messages, String tools) {
        var body = ("{'model':'sim-agent','messages':[" + messages + "],'tools':[" + tools + "]}").replace('\'', '"');
        return Handiwork.of(SimRequest.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow());
    }

    private static String user(String text) {
        return "{'role':'user','content':'" + text + "'}";
    }

    @ParameterizedTest
    @CsvSource({"Working directory: /home/me/app,/home/me/app/notes.md",
            "I am working in the directory: /home/me/app and,/home/me/app/notes.md",
            "<cwd>/home/me/app</cwd>,/home/me/app/notes.md", "nothing of that kind,notes.md"})
    void theFileThatIsAskedForIsWrittenWhereTheAgentIs(String said, String path) {
        var work = work("{'role':'system','content':'" + said + "'}," + user("Please write notes.md"), WRITE)
                .orElseThrow();
        assertEquals("write_file", work.tool());
        assertTrue(work.arguments().contains("\"file_path\":\"" + path + "\""), work.arguments());
    }

    @Test
    void aShellWritesWhereThereIsNoToolForFiles() {
        var shell = "{'type':'function','function':{'name':'exec_command','parameters':{'properties':"
                + "{'cmd':{'type':'string'},'tty':{'type':'boolean'}},'required':['cmd','tty']}}}";
        var work = work(user("write a.txt"), shell).orElseThrow();
        assertEquals("exec_command", work.tool());
        assertTrue(work.arguments().contains("> a.txt") && work.arguments().contains("\"tty\":false"),
                work.arguments());
    }

    @Test
    void nothingIsWrittenUnaskedWithoutAToolOrTwice() {
        assertEquals(Optional.empty(), work(user("How are you?"), WRITE));
        assertEquals(Optional.empty(), work(user("write a.txt"), ""));
        assertEquals(Optional.empty(), work(user("write a.txt") + ",{'role':'tool','tool_call_id':'1','content':'ok'}",
                WRITE));
    }
}
