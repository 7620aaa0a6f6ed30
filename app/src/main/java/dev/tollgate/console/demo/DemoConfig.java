package dev.tollgate.console.demo;

/// What the demo is configured with: two simulated providers, so that one can stand in for the other, and a free local
/// one. The caps are high enough for a day of traffic; a runaway agent meets its own within minutes. sim-reason has no
/// price on purpose.
final class DemoConfig {
    static final String YAML =
            """
                    providers:
                      simulated:
                        base_url: http://simulated.localhost/v1
                        models: [sim-large, sim-small, sim-code, sim-reason, sim-embed]
                      backup-sim: { base_url: http://simulated-2.localhost/v1, models: [sim-large, sim-small, sim-code, sim-embed] }
                      local: { base_url: http://simulated-2.localhost/v1, free: true, models: [sim-small] }
                    routes:
                      smart:
                        retries: { attempts: 1, backoff: 100ms }
                        health: { failures: 4, window: 30s, cooldown: 8s, max_cooldown: 10s }
                        targets:
                          - { provider: simulated, model: sim-large }
                          - { provider: backup-sim, model: sim-large, type: backup }
                      fast:
                        retries: { attempts: 0 }
                        health: { failures: 4, window: 30s, cooldown: 8s, max_cooldown: 10s }
                        targets:
                          - { provider: simulated, model: sim-small }
                          - { provider: backup-sim, model: sim-small, type: backup }
                      code:
                        retries: { attempts: 0 }
                        health: { failures: 4, window: 30s, cooldown: 8s, max_cooldown: 10s }
                        targets:
                          - { provider: simulated, model: sim-code }
                          - { provider: backup-sim, model: sim-code, type: backup }
                      think: { targets: [{ provider: simulated, model: sim-reason }] }
                      embed:
                        health: { failures: 4, window: 30s, cooldown: 8s, max_cooldown: 10s }
                        targets:
                          - { provider: simulated, model: sim-embed }
                          - { provider: backup-sim, model: sim-embed, type: backup }
                      draft: { targets: [{ provider: local, model: sim-small, type: free }] }
                    keys:
                      - { name: web, secret: "literal:tg-demo-web", defaults: { environment: prod, feature: chat } }
                      - { name: support, secret: "literal:tg-demo-support", defaults: { environment: prod, feature: reply } }
                      - name: batch
                        secret: "literal:tg-demo-batch"
                        defaults: { environment: prod, feature: summaries, traffic: background }
                      - { name: search, secret: "literal:tg-demo-search", defaults: { environment: prod, feature: index } }
                      - name: agent-dev
                        secret: "literal:tg-demo-agent-dev"
                        defaults: { environment: dev, agent: fix-loop, feature: coding }
                      - { name: notebook, secret: "literal:tg-demo-notebook", defaults: { environment: dev } }
                    budgets:
                      - { name: everything, scope: {}, window: day, usd: 100 }
                      - { name: agent-dev, scope: { key: agent-dev }, window: day, usd: 25 }
                    alarms:
                      - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, factor: 8, floor: 120000, ceiling: 300000 }
                      - { name: errors, kind: error_rate, scope: { each: target }, window: 1m, ceiling: 0.5 }
                      - { name: fallback, kind: fallback_rate, scope: { each: route }, window: 1m, ceiling: 0.5 }
                      - { name: retries, kind: retry_storm, scope: { each: key }, window: 1m, ceiling: 60 }
                      - { name: loop, kind: loop, scope: { each: key } }
                    prices:
                      - { provider: simulated, model: sim-large, from: 2026-01-01, input: 2, cache_read: 0.2, output: 8 }
                      - { provider: simulated, model: sim-small, from: 2026-01-01, input: 0.15, cache_read: 0.075, output: 0.6 }
                      - { provider: simulated, model: sim-code, from: 2026-01-01, input: 0.6, cache_read: 0.06, output: 2.4 }
                      - { provider: simulated, model: sim-embed, from: 2026-01-01, input: 0.02 }
                      - { provider: backup-sim, model: sim-large, from: 2026-01-01, input: 3, cache_read: 0.3, output: 12 }
                      - { provider: backup-sim, model: sim-small, from: 2026-01-01, input: 0.2, cache_read: 0.1, output: 0.8 }
                      - { provider: backup-sim, model: sim-embed, from: 2026-01-01, input: 0.03 }
                      - { provider: backup-sim, model: sim-code, from: 2026-01-01, input: 0.9, cache_read: 0.09, output: 3.6 }
                    """;

    private DemoConfig() {}

    /// The secret of one of the demo's keys.
    static String secret(String key) {
        return "tg-demo-" + key;
    }
}
