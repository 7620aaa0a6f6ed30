package dev.tollgate.console.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.routing.Health;
import dev.tollgate.gateway.time.Time;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final String YAML = """
            providers:
              open: { base_url: "https://api.openai.com/v1", credentials: ["literal:sk-x"] }
            routes:
              old:
                targets:
                  - { provider: open, model: gpt-5-2025-08-07 }
                  - { provider: open, model: gpt-5.2, type: backup }
            """;

    @Test
    void aModelThatItsProviderTakesAwaySaysWhen() {
        var config = assertInstanceOf(ConfigFile.Parsed.Good.class, ConfigFile.parse(YAML, "c.yaml", ZoneOffset.UTC))
                .config();
        var ladder = new Ladder(config, PriceBook.of(List.of(), List.of(), name -> name),
                new Health(Time.system(), new Events()), List.of(), Rates.NONE, Instant.parse("2026-11-23T00:00:00Z"));
        assertEquals(List.of("direct, retires 2026-12-11", "backup"),
                ladder.rows(config.routes().getFirst(), Optional.empty()).stream().map(TargetRow::notes).toList());
    }
}
