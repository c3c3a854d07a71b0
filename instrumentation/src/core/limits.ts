import type { LimitOptions } from '../api/options.ts';

/** Sizes beyond which content is cut, all given. */
export type Limits = Required<LimitOptions>;

/** Sizes of the data model, unless an option says otherwise. */
export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 65_536,
  variablesBytes: 65_536,
  lineBytes: 245_760,
  auditStateBytes: 409_600,
};
