/// What changes or stops something: cut, pause, resume, apply.
@NullMarked
package dev.tollgate.gateway.control;

import org.jspecify.annotations.NullMarked;
