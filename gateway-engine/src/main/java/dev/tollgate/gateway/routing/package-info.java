/// Which targets, in which order, and whether one rests.
@NullMarked
package dev.tollgate.gateway.routing;

import org.jspecify.annotations.NullMarked;
