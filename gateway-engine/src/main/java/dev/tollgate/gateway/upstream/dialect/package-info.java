/// What OpenAI-compatible providers say: chunks, usage, prices of their own, and errors with what to make of them.
@NullMarked
package dev.tollgate.gateway.upstream.dialect;

import org.jspecify.annotations.NullMarked;
