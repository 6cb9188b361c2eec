package com.chatsphere.domain.call;

/** How far a call has come, as Meta reports it; reports come in any order. */
public enum CallStage {
    CONNECTING,
    RINGING,
    ACCEPTED,
    REJECTED,
    COMPLETED,
    FAILED
}
