/// Usage, price rows and cost: exact money from tokens.
@NullMarked
package dev.tollgate.gateway.pricing;

import org.jspecify.annotations.NullMarked;
