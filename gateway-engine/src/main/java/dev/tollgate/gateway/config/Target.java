package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.RouteType;
import java.util.Optional;
import java.util.OptionalLong;

/// One rung of a route.
///
/// @param model the model's name at the provider; `*` sends the client's name on
/// @param context tokens it can read; unknown counts as larger
/// @param maxOutput tokens it can write, used for the hold where the caller sets no maximum
/// @param weight its share under the strategy `weighted`, 0 to [#MOST_WEIGHT]; 0 serves only when the others cannot
/// @param when the calls it is for
/// @param prefill whether it goes on from a partial answer; empty: as the catalogue says
/// @param settlement the purse that pays for what it answers; empty: the key's
public record Target(String provider, String model, RouteType type, OptionalLong context, OptionalLong maxOutput,
        int weight, Condition when, Optional<Boolean> prefill, Optional<String> settlement, Quota quota) {
    public static final String SAME_NAME = "*";
    public static final int MOST_WEIGHT = 1_000_000;

    /// For every call, with the weight 1 and without limits.
    public Target(String provider, String model, RouteType type, OptionalLong context, OptionalLong maxOutput) {
        this(provider, model, type, context, maxOutput, 1, Condition.ALWAYS, Optional.empty(), Optional.empty(),
                Quota.NONE);
    }

    /// With what else is said of another: the calls it is for, its purse, its limits.
    public Target like(Target other) {
        return new Target(provider, model, type, context, maxOutput, weight, other.when, other.prefill,
                other.settlement,
                other.quota);
    }

    public Target withWeight(int next) {
        return new Target(provider, model, type, context, maxOutput, next, when, prefill, settlement, quota);
    }

    public Target withWhen(Condition next) {
        return new Target(provider, model, type, context, maxOutput, weight, next, prefill, settlement, quota);
    }

    public Target withPrefill(Optional<Boolean> next) {
        return new Target(provider, model, type, context, maxOutput, weight, when, next, settlement, quota);
    }

    public Target withSettlement(Optional<String> next) {
        return new Target(provider, model, type, context, maxOutput, weight, when, prefill, next, quota);
    }

    public Target withQuota(Quota next) {
        return new Target(provider, model, type, context, maxOutput, weight, when, prefill, settlement, next);
    }
}
