/// The page Spend: where the money went, and what differs where it went up.
@NullMarked
package dev.tollgate.console.spend;

import org.jspecify.annotations.NullMarked;
