/// A home in one file: made while traffic goes on, each day by itself, and put back on this or another machine.
@NullMarked
package dev.tollgate.gateway.backup;

import org.jspecify.annotations.NullMarked;
