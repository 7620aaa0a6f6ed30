package dev.tollgate.gateway.control;

import java.time.Instant;
import java.util.List;

/// What calls of a past window would have cost under other prices. Nothing was changed to find out.
///
/// @param oldPicos pico-dollars as settled, of all calls of the window
/// @param newPicos the same under the other prices
/// @param requests all of the window
/// @param touched those whose cost would be another, or whose price would come or go
/// @param oldUnpriced requests of which a part has no price
/// @param models the touched ones, the largest difference first
/// @param most the requests that differ most, ten at most
public record Preview(Instant from, Instant to, long oldPicos, long newPicos, long requests, long touched,
        long oldUnpriced, long newUnpriced, List<Model> models, List<Request> most) {
    public Preview {
        models = List.copyOf(models);
        most = List.copyOf(most);
    }

    public long difference() {
        return newPicos - oldPicos;
    }

    /// One model at one provider.
    public record Model(String provider, String model, long calls, long oldPicos, long newPicos, long unpriced) {}

    /// One request.
    ///
    /// @param key who asked
    /// @param wasPriced false where it had no price as settled
    public record Request(String id, Instant started, String key, String target, long oldPicos, long newPicos,
            boolean wasPriced) {
        long size() {
            return Math.abs(newPicos - oldPicos);
        }
    }

    /// What came of asking.
    public sealed interface Outcome {
        record Known(Preview preview) implements Outcome {}

        /// A newer question took its place.
        record Cancelled() implements Outcome {}

        /// A window with so many calls is not re-rated on a whim.
        ///
        /// @param atLeast calls in it
        record TooLarge(long atLeast) implements Outcome {}
    }
}
