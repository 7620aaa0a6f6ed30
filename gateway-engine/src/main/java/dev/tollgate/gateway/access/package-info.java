/// Who calls and on whose behalf: virtual keys, attribution, pauses, model names to routes.
@NullMarked
package dev.tollgate.gateway.access;

import org.jspecify.annotations.NullMarked;
