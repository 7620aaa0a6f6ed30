package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which calls go through a proxy.
class ProxiesTest {
    private static final Map<String, String> ENV =
            Map.of("HTTPS_PROXY", "http://user:p%40ss@proxy.corp:3128", "http_proxy",
                    "proxy.corp:8080", "NO_PROXY", "internal.corp, .lan,10.0.0.5,only.example:8443");

    @ParameterizedTest
    @CsvSource({"https, api.openai.com, 443, http://proxy.corp:3128", "http, api.example, 80, http://proxy.corp:8080",
            "https, internal.corp, 443, ''", "https, a.internal.corp, 443, ''",
            "https, notinternal.corp, 443, http://proxy.corp:3128",
            "https, nas.lan, 443, ''", "http, 10.0.0.5, 80, ''", "https, only.example, 8443, ''",
            "https, only.example, 443, http://proxy.corp:3128", "http, 127.0.0.1, 11434, ''",
            "http, localhost, 11434, ''",
            "http, ::1, 11434, ''"})
    void theEnvironmentDecidesAndLoopbackGoesStraight(String scheme, String host, int port, String proxy) {
        var chosen = Proxies.of("system", ENV::get).proxyFor(new HttpHost(scheme, host, port), scheme.equals("https"));
        assertEquals(Optional.of(proxy).filter(p -> !p.isEmpty()), chosen.map(HttpHost::toURI));
    }

    @Test
    void noneIsNoneAndAUrlIsThatProxy() {
        var target = new HttpHost("https", "api.openai.com", 443);
        assertEquals(Optional.empty(), Proxies.of("none", ENV::get).proxyFor(target, true));
        assertEquals(Optional.of("http://p:1"), Proxies.of("http://p:1", ENV::get).proxyFor(target, true)
                .map(HttpHost::toURI));
    }

    @Test
    void aWrongProxyIsNamedWithoutItsPassword() {
        var wrong = assertThrows(IllegalArgumentException.class,
                () -> HttpTransport.of(new Network("http://user:secret@ bad", Optional.empty()), ENV::get));
        assertTrue(wrong.toString().contains("network.proxy"));
        assertFalse(wrong.toString().contains("secret"));
        assertThrows(IllegalArgumentException.class, () -> Proxies.of("socks5://p:1080", ENV::get));
    }

    @Test
    void aCaFileThatIsNoneSaysSo(@TempDir Path folder) throws Exception {
        var pem = Files.writeString(folder.resolve("ca.pem"), "nothing");
        var wrong = assertThrows(IllegalArgumentException.class,
                () -> HttpTransport.of(new Network("none", Optional.of(pem.toString())), ENV::get));
        assertTrue(wrong.toString().contains("ca.pem"), wrong.toString());
        var missing = new Network("none", Optional.of(folder.resolve("no.pem").toString()));
        assertThrows(IllegalArgumentException.class, () -> HttpTransport.of(missing, ENV::get));
    }
}
