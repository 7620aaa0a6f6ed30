/// The console's figures at full traffic and over a full database; run by `mvn -Pbench`, never by a test.
@NullMarked
package dev.tollgate.console.bench;

import org.jspecify.annotations.NullMarked;
