/// Whether a call may spend: budgets with reservations, one atomic step over all scopes.
@NullMarked
package dev.tollgate.gateway.admission;

import org.jspecify.annotations.NullMarked;
