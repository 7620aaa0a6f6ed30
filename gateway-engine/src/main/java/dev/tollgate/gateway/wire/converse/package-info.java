/// Bedrock's Converse: what its models are asked and answer, whole and as a stream; no client speaks it.
@NullMarked
package dev.tollgate.gateway.wire.converse;

import org.jspecify.annotations.NullMarked;
