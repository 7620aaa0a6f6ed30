/// Price lists that others publish, read into rows and held against those that are there.
@NullMarked
package dev.tollgate.gateway.pricing.intake;

import org.jspecify.annotations.NullMarked;
