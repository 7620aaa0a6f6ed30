/// Look and formats of the console: theme, palette, money and time texts, small controls; knows no gateway and no page.
@NullMarked
package dev.tollgate.console.fx;

import org.jspecify.annotations.NullMarked;
