import type { Variables } from '../api/variables.ts';

/** Variables when nothing records. */
export const OFF_VARIABLES: Variables = { set() {}, delete() {}, assign() {}, snapshot() {} };
