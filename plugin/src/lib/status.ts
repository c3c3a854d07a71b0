/** What a conversation, turn, step or call can be said to be. */
export type Status = 'ok' | 'ended' | 'error' | 'running' | 'waiting' | 'flagged';
