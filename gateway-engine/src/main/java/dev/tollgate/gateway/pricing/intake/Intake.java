package dev.tollgate.gateway.pricing.intake;

import dev.tollgate.gateway.config.PriceRow;
import java.util.List;

/// What came of reading a price list: all of it, or nothing.
public sealed interface Intake {
    /// Every row the list has for us.
    ///
    /// @param list its name, as rows of it say where they come from
    /// @param notes what was left out or simplified, in words
    record Read(String list, List<PriceRow> rows, List<String> notes) implements Intake {
        public Read {
            rows = List.copyOf(rows);
            notes = List.copyOf(notes);
        }
    }

    /// Nothing is taken from a list that has a mistake.
    ///
    /// @param line from 1; 0 where there is no line to name
    record Broken(int line, String message) implements Intake {
        /// With its place, for a person.
        public String sentence() {
            return line == 0 ? message : "Line " + line + ": " + message;
        }
    }
}
