package dev.tollgate.gateway.http;

/// Who may come in: one value, so that a change of settings is one write.
record Door(Hosts hosts, Origins origins) {
    static Door of(Options options) {
        return new Door(new Hosts(options.allowedHosts()), new Origins(options.allowedOrigins()));
    }
}
