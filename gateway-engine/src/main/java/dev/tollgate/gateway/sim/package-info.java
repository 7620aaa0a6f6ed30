/// The simulated provider and its scripted faults; it says that it is simulated.
@NullMarked
package dev.tollgate.gateway.sim;

import org.jspecify.annotations.NullMarked;
