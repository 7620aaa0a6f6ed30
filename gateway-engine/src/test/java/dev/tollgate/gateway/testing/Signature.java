package dev.tollgate.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signature Version 4 as Amazon publishes its four steps, with the JDK alone: what its server computes of a request.
public final class Signature {
    private Signature() {}

    /// The `Authorization` that a POST to Bedrock must have.
    ///
    /// @param path as it went over the wire, without a query
    /// @param header the request's header of a name in lower case
    public static String of(String path, Function<String, Optional<String>> header, byte[] body, String region,
            String id, String secret) {
        var names = header.apply("authorization").orElseThrow().replaceFirst(".*SignedHeaders=([^,]+),.*", "$1");
        var signed = new TreeMap<String, String>();
        List.of(names.split(";", -1)).forEach(name -> signed.put(name, header.apply(name).orElseThrow().strip()));
        var lines = new StringBuilder();
        signed.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
        var canonical = "POST\n" + path.replace("%", "%25") + "\n\n" + lines + "\n" + names + "\n" + hash(body);
        var date = header.apply("x-amz-date").orElseThrow();
        var day = date.substring(0, 8);
        var scope = day + "/" + region + "/bedrock/aws4_request";
        var toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n"
                + hash(canonical.getBytes(StandardCharsets.UTF_8));
        var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (var part : List.of(day, region, "bedrock", "aws4_request", toSign)) {
            key = mac(key, part);
        }
        return "AWS4-HMAC-SHA256 Credential=" + id + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                + HexFormat.of().formatHex(key);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }
}
