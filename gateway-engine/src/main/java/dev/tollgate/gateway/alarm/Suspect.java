package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import java.util.OptionalLong;

/// Who could be stopped, from narrow to wide, and what that would come to.
///
/// @param tokensPerMinute over the last minute, running estimates included
/// @param picosPerMinute pico-dollars over the last minute
/// @param usualPicosPerMinute empty where too little is known
/// @param inFlight calls that a cut would end now
/// @param hits what else it would hit, in words
/// @param proposed the narrowest that explains four fifths of what is more than usual
public record Suspect(Subject subject, Dimension dimension, long tokensPerMinute, long picosPerMinute,
        OptionalLong usualTokensPerMinute, OptionalLong usualPicosPerMinute, int inFlight, String hits,
        boolean proposed) {}
