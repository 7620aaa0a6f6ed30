package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.AwsKeys;
import dev.tollgate.gateway.config.AwsRegion;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Head;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signs calls to Bedrock whose credential is a pair of AWS keys (Signature Version 4).
final class AwsSignature {
    private static final String SERVICE = "bedrock";
    /// Held, since a level is forgotten with its logger: at FINE it would print session tokens.
    private static final Logger CANONICAL = Logger.getLogger("software.amazon.awssdk.http.auth");

    private AwsSignature() {}

    /// The keys that sign this call; empty where nothing is signed.
    static Optional<AwsKeys> keys(Call call) {
        return call.provider().dialect() == Dialect.BEDROCK
                ? call.credential().flatMap(AwsKeys::read)
                : Optional.empty();
    }

    static boolean lacksRegion(Call call) {
        return keys(call).isPresent() && AwsRegion.of(call.provider()).isEmpty();
    }

    /// The request with what proves who sends it, or as it is. The host, the type and the body are signed, and nothing that
    /// a proxy may change.
    static Transport.Outgoing on(Transport.Outgoing request, Call call, Time time) {
        var keys = keys(call);
        var region = AwsRegion.of(call.provider());
        return keys.isEmpty() || region.isEmpty() ? request : signed(request, keys.get(), region.get(), time);
    }

    private static Transport.Outgoing signed(Transport.Outgoing request, AwsKeys keys, String region, Time time) {
        CANONICAL.setLevel(Level.INFO);
        var plain = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(request.url());
        request.head().first("content-type").ifPresent(type -> plain.putHeader("Content-Type", type));
        var asked = SignRequest.builder(identity(keys)).request(plain.build())
                .payload(ContentStreamProvider.fromInputStreamSupplier(() -> stream(request.body())))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, time.withZone(ZoneOffset.UTC)).build();
        var fields = new ArrayList<>(request.head().fields());
        AwsV4HttpSigner.create().sign(asked).request().forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-type")) {
                fields.add(new Head.Field(name, values.getFirst()));
            }
        });
        return new Transport.Outgoing(request.method(), request.url(), new Head(fields), request.body());
    }

    /// A body may be large: it is hashed where it lies.
    private static InputStream stream(List<ByteBuffer> body) {
        return new SequenceInputStream(Collections.enumeration(body.stream()
                .map(slice -> new ByteArrayInputStream(slice.array(), slice.arrayOffset() + slice.position(),
                        slice.remaining()))
                .toList()));
    }

    private static AwsCredentialsIdentity identity(AwsKeys keys) {
        return keys.session().<AwsCredentialsIdentity>map(
                session -> AwsSessionCredentialsIdentity.create(keys.id(), keys.secret(), session))
                .orElseGet(() -> AwsCredentialsIdentity.create(keys.id(), keys.secret()));
    }
}
