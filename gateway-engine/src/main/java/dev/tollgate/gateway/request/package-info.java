/// The life of one request, in a straight line.
@NullMarked
package dev.tollgate.gateway.request;

import org.jspecify.annotations.NullMarked;
