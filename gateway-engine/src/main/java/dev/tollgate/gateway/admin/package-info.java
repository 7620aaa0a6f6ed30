/// The gateway's own endpoints under /tollgate/v1.
@NullMarked
package dev.tollgate.gateway.admin;

import org.jspecify.annotations.NullMarked;
