/** Instrumentation scope of every span and record. */
export const SCOPE = { name: '@botscope/instrumentation', version: '0.1.0' } as const;
