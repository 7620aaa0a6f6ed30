/// One attempt at one target: open to the commit point, relay after it.
@NullMarked
package dev.tollgate.gateway.upstream;

import org.jspecify.annotations.NullMarked;
