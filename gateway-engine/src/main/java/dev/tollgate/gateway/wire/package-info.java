/// Bytes of the client protocols: heads, bodies, scanning, server-sent events, error shapes.
@NullMarked
package dev.tollgate.gateway.wire;

import org.jspecify.annotations.NullMarked;
