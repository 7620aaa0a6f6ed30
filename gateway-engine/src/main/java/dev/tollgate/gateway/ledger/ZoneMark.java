package dev.tollgate.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Since when hours and days are cut by the present billing zone; older roll-ups keep the zone they were made with.
final class ZoneMark {
    private ZoneMark() {}

    /// First minute from which coarse roll-ups may stand in for fine ones.
    static long since(Connection connection, ZoneId zone, Instant now) throws SQLException {
        try (var find = connection.prepareStatement("SELECT text FROM state WHERE name = 'billing_zone'")) {
            var row = find.executeQuery();
            if (row.next()) {
                var text = row.getString(1);
                int blank = text.indexOf(' ');
                if (text.substring(0, blank).equals(zone.getId())) {
                    return Long.parseLong(text.substring(blank + 1));
                }
                return write(connection, zone, isEmpty(connection) ? 0 : Buckets.minute(now) + 2_880);
            }
        }
        return write(connection, zone, 0);
    }

    /// The zone that the newest roll-ups were made with; empty in a new file.
    static Optional<ZoneId> zone(Connection connection) throws SQLException {
        try (var find = connection.prepareStatement("SELECT text FROM state WHERE name = 'billing_zone'")) {
            var row = find.executeQuery();
            return row.next() ? Optional.of(ZoneId.of(row.getString(1).replaceFirst(" .*", ""))) : Optional.empty();
        } catch (DateTimeException unknownHere) {
            return Optional.empty();
        }
    }

    /// Nothing was counted yet, so nothing was cut by the other zone.
    private static boolean isEmpty(Connection connection) throws SQLException {
        try (var find = connection.prepareStatement("SELECT 1 FROM rollup_day LIMIT 1")) {
            return !find.executeQuery().next();
        }
    }

    private static long write(Connection connection, ZoneId zone, long since) throws SQLException {
        try (var keep = connection.prepareStatement("MERGE INTO state KEY (name) VALUES ('billing_zone', ?)")) {
            keep.setString(1, zone.getId() + " " + since);
            keep.executeUpdate();
        }
        connection.commit();
        return since;
    }
}
