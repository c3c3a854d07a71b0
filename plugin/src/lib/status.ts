/** What a conversation, turn, step, call or part can be said to be. */
export type Status = 'ok' | 'ended' | 'error' | 'running' | 'waiting' | 'flagged' | 'degraded';
