package dev.tollgate.gateway.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Unit;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// What holds for every usage under every row, tried on many made at random from a fixed seed.
class CostPropertiesTest {
    private static final int TRIES = 20_000;

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261121);

    private PriceRow row(boolean tiers) {
        var rates = new EnumMap<Unit, Long>(Unit.class);
        var dear = new EnumMap<Unit, Long>(Unit.class);
        for (var unit : Unit.values()) {
            if (unit == Unit.INPUT || unit == Unit.OUTPUT || random.nextInt(3) == 0) {
                long rate = random.nextLong(40_000_000);
                rates.put(unit, rate);
                dear.put(unit, rate * 2);
            }
        }
        return new PriceRow("p", "m", Rows.NOW, Optional.empty(), rates, random.nextLong(5_000_000_000L),
                tiers ? List.of(new PriceRow.Tier(random.nextLong(200_000), false, dear)) : List.of(), false, "");
    }

    private Usage usage() {
        var usage = Usage.from(UsageSource.REPORTED);
        for (var unit : Unit.values()) {
            if (unit != Unit.REQUESTS && random.nextInt(4) > 0) {
                usage = usage.with(unit, random.nextLong(300_000));
            }
        }
        return usage;
    }

    private static Cost cost(PriceRow row, Usage usage) {
        return Rows.book(row).cost(Rows.target("m"), false, Optional.empty(), usage, Rows.NOW);
    }

    @Test
    void everyTokenStandsInExactlyOneLineAndTheLinesAddUp() {
        for (int i = 0; i < TRIES; i++) {
            var usage = usage();
            var cost = cost(row(true), usage);
            long sum = 0;
            long input = 0;
            long output = 0;
            for (var line : cost.lines()) {
                assertTrue(line.quantity() > 0 && line.picosEach() >= 0 && line.picos() >= 0);
                assertEquals(line.quantity() * line.picosEach(), line.picos());
                sum += line.picos();
                var total = line.unit().total().orElse(line.unit());
                input += total == Unit.INPUT ? line.quantity() : 0;
                output += total == Unit.OUTPUT ? line.quantity() : 0;
            }
            assertEquals(cost.picos(), sum);
            assertEquals(usage.get(Unit.INPUT), input);
            assertEquals(usage.get(Unit.OUTPUT), output);
        }
    }

    @Test
    void moreTokensNeverCostLess() {
        for (int i = 0; i < TRIES; i++) {
            var row = row(true);
            var usage = Usage.of(random.nextLong(300_000), random.nextLong(300_000), UsageSource.REPORTED);
            var unit = random.nextBoolean() ? Unit.INPUT : Unit.OUTPUT;
            var more = usage.with(unit, usage.get(unit) + random.nextLong(1, 1000));
            assertTrue(cost(row, more).picos() >= cost(row, usage).picos());
        }
    }

    @Test
    void theHoldCoversEveryPlainCall() {
        for (int i = 0; i < TRIES; i++) {
            var row = row(true);
            long input = random.nextLong(400_000);
            long output = random.nextLong(50_000);
            long bound = input + random.nextLong(100_000);
            var usage = Usage.of(input, output, UsageSource.REPORTED);
            usage = usage.with(Unit.REASONING, output == 0 ? 0 : random.nextLong(output));
            long held = Rows.book(row).most(Rows.target("m"), false, bound, output, Rows.NOW).orElseThrow();
            assertTrue(held >= cost(row, usage).picos());
        }
    }
}
