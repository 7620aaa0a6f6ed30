package dev.tollgate.gateway.wire.neutral;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What one event of a streamed answer brings. A `slot` numbers the parts of the answer from 0 in the order in which
/// they begin; a part begins with its first piece and may grow until it is closed, also while others grow. Immutable.
public sealed interface Piece {
    /// The first of all; says nothing yet.
    record Opened(String id, String model) implements Piece {}

    record Text(int slot, String text) implements Piece {}

    record Refusal(int slot, String text) implements Piece {}

    record Thought(int slot, String text, boolean hidden) implements Piece {}

    /// Belongs to the thought or the call of this slot.
    record Sealed(int slot, Seal seal) implements Piece {}

    record Called(int slot, String id, String name, boolean freeform) implements Piece {}

    /// A fragment of the call's arguments.
    record Arguments(int slot, String fragment) implements Piece {}

    /// A picture or a sound that the model made, whole.
    record Shown(int slot, Part.Media media) implements Piece {}

    record Closed(int slot) implements Piece {}

    /// Usage as the provider states it; a later one replaces an earlier one field by field.
    record Counted(JsonNode usage) implements Piece {}

    /// The last that tells of the answer; usage may still follow.
    record Finished(Finish finish, Optional<String> stopSequence) implements Piece {}
}
