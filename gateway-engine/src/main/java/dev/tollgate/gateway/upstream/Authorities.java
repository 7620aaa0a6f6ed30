package dev.tollgate.gateway.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whom to trust: the machine's certificate authorities and those of a company's PEM file.
final class Authorities {
    private Authorities() {}

    static SSLContext with(String pem) {
        try (var in = Files.newInputStream(Path.of(pem))) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("own-" + number++, certificate);
            }
            if (number == 0) {
                throw new IllegalArgumentException("network.ca: " + pem + " holds no certificate in PEM form");
            }
            for (var known : trust(null).getAcceptedIssuers()) {
                store.setCertificateEntry("known-" + number++, known);
            }
            var context = SSLContext.getInstance("TLS");
            context.init(null, new X509TrustManager[] {trust(store)}, null);
            return context;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("network.ca: cannot read " + pem, unreadable);
        } catch (GeneralSecurityException wrong) {
            throw new IllegalArgumentException("network.ca: " + pem + " is no file of PEM certificates", wrong);
        }
    }

    private static X509TrustManager trust(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
