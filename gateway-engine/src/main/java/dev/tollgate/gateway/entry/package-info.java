/// The record of a request and its attempts, as the contract shows it.
@NullMarked
package dev.tollgate.gateway.entry;

import org.jspecify.annotations.NullMarked;
