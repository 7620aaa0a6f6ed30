/// The frame around the pages: rail, header, banners, sheets, status line, and the window's life.
@NullMarked
package dev.tollgate.console.shell;

import org.jspecify.annotations.NullMarked;
