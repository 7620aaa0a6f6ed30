/// The page Requests: every call as a row that holds still, and the inspector that explains one.
@NullMarked
package dev.tollgate.console.requests;

import org.jspecify.annotations.NullMarked;
