/**
 * A value that is recorded as JSON, or a function that makes it. The function is called at once, and only when
 * something records; what it throws is counted and never reaches the caller.
 */
export type Recordable = unknown;
