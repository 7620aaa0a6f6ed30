package dev.tollgate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// What the help says can be copied back into a terminal.
class HelpTest {
    @Test
    void everyCharacterOfItCanBeTyped() {
        var all = new CommandLine(new Commands());
        check(all);
        all.getSubcommands().values().forEach(HelpTest::check);
    }

    private static void check(CommandLine command) {
        var usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
        assertEquals("", usage.replaceAll("[ -~\\n\\r]", ""), command.getCommandName());
    }
}
