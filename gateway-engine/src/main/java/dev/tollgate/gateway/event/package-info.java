/// What happens now: events, flights in progress and live counters.
@NullMarked
package dev.tollgate.gateway.event;

import org.jspecify.annotations.NullMarked;
