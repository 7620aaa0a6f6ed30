package dev.tollgate.gateway.control;

/// What an action did.
///
/// @param affected how many running requests were ended, where it ends any
public record Done(String action, String subject, int affected) {}
