/// Configuration as immutable values, read from a file or the database and checked whole.
@NullMarked
package dev.tollgate.gateway.config;

import org.jspecify.annotations.NullMarked;
