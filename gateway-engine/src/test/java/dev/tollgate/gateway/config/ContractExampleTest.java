package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The contract's own example: its form is known whole, and what is not built yet is named, each at its place.
final class ContractExampleTest {
    private static final String EXPECTED = """
            contract.yaml:35: keys[0].settlement: is not supported yet
            contract.yaml:40: budgets[0].at.80: the step downgrade at 80 is not supported yet
            contract.yaml:42: balances: is not supported yet
            contract.yaml:53: customers[0].plan: is not supported yet
            contract.yaml:54: plans: is not supported yet""";

    @Test
    void everyFieldThatNoCodeHonoursYetIsNamedAndNothingElse() throws Exception {
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("contract.yaml"))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var wrong = assertInstanceOf(ConfigFile.Parsed.Wrong.class,
                    ConfigFile.parse(text, "contract.yaml", ZoneOffset.UTC));
            assertEquals(EXPECTED, String.join("\n",
                    wrong.problems().stream().map(p -> ConfigFile.render(p, "contract.yaml")).toList()));
        }
    }

}
