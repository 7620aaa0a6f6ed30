/// Pictures of every page, drawn off-screen on made-up data: for reviews, tests and the README.
@NullMarked
package dev.tollgate.console.shots;

import org.jspecify.annotations.NullMarked;
