/// Whether an answer is what was asked for: JSON that keeps to its schema, no refusal, something at all.
@NullMarked
package dev.tollgate.gateway.upstream.judge;

import org.jspecify.annotations.NullMarked;
