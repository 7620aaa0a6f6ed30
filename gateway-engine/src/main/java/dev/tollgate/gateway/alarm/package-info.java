/// Warns of what burns or breaks while it happens, and may stop it: rules counted from running flights and settled
/// entries, what is usual from roll-ups, actions through `control`, webhooks.
@NullMarked
package dev.tollgate.gateway.alarm;

import org.jspecify.annotations.NullMarked;
