/// The page Settings: listener, days, ways out, the desk, the data folder with its backups, versions of the
/// configuration.
@NullMarked
package dev.tollgate.console.settings;

import org.jspecify.annotations.NullMarked;
