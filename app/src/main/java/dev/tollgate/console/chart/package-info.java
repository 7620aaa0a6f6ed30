/// Drawn controls over plain numbers: time charts, gauges, waterfalls; scales and buckets are pure and know no toolkit.
@NullMarked
package dev.tollgate.console.chart;

import org.jspecify.annotations.NullMarked;
