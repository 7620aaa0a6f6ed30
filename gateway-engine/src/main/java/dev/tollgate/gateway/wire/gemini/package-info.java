/// Gemini's `generateContent` and its stream, read into the neutral form and written out of it.
@NullMarked
package dev.tollgate.gateway.wire.gemini;

import org.jspecify.annotations.NullMarked;
