/// The form kit: fields that check as they are typed into, the form that collects them, the editor at the side.
@NullMarked
package dev.tollgate.console.fx.form;

import org.jspecify.annotations.NullMarked;
