/// What burns or breaks and wants an eye: open alarms with what stops them, those that are over, and the rules.
@NullMarked
package dev.tollgate.console.alarms;

import org.jspecify.annotations.NullMarked;
