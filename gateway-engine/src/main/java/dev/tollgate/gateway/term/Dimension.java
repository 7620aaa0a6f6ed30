package dev.tollgate.gateway.term;

/// What spend can be grouped, scoped and filtered by.
public enum Dimension implements Word {
    KEY,
    OWNER,
    MODEL,
    REQUESTED_MODEL,
    RESPONSE_MODEL,
    PROVIDER,
    TARGET,
    ROUTE,
    ROUTE_TYPE,
    ENDPOINT,
    CUSTOMER,
    PLAN,
    WORKSPACE,
    USER,
    AGENT,
    FEATURE,
    TASK,
    THREAD,
    ENVIRONMENT,
    TRAFFIC,
    TAG,
    SETTLEMENT,
    CALLER,
    OUTCOME
}
