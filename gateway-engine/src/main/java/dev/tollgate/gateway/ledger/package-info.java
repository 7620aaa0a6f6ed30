/// The durable record: journal, H2 tables, roll-ups, queries, retention. JDBC is seen nowhere else.
@NullMarked
package dev.tollgate.gateway.ledger;

import org.jspecify.annotations.NullMarked;
