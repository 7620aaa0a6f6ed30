/// The embeddable gateway: one door, [dev.tollgate.gateway.Gateway], which assembles everything.
@NullMarked
package dev.tollgate.gateway;

import org.jspecify.annotations.NullMarked;
