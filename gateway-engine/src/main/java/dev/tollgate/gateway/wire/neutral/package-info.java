/// A conversation in no protocol's own words: what a client of one protocol asks is read into it and written out of it
/// for a provider of another, and the answer comes back the same way.
@NullMarked
package dev.tollgate.gateway.wire.neutral;

import org.jspecify.annotations.NullMarked;
