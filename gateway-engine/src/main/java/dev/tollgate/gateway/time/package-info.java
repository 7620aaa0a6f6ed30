/// Clock, waits and thread starts behind one type, so that tests and drills own the time.
@NullMarked
package dev.tollgate.gateway.time;

import org.jspecify.annotations.NullMarked;
