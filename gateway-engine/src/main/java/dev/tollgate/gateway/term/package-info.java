/// The contract's words: enums and small values that every other package speaks in.
@NullMarked
package dev.tollgate.gateway.term;

import org.jspecify.annotations.NullMarked;
