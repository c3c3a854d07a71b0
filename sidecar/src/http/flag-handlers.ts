import { removeFlag, setFlag, type ChangeFlagsOptions, type FlagChange } from '../flags/change-flags.ts';
import type { PeopleHandlers } from './people-routes.ts';

/** What the endpoints of flags work with. */
export interface FlagHandlersOptions extends ChangeFlagsOptions {
  readonly clock: () => number;
  /** Told that a flag was set: its records are to be copied. */
  readonly onFlagged: () => void;
}

/** Endpoints of flags. */
export function createFlagHandlers(options: FlagHandlersOptions): PeopleHandlers {
  const drained = <Answer>(answer: Answer): Answer => {
    void options.evidence.drain();
    return answer;
  };
  return {
    'GET flags': () => options.flags.list(),
    'PUT flags': ({ body, user }) => {
      const flag = drained(setFlag(body as FlagChange & { note?: string }, user, options.clock(), options));
      options.onFlagged();
      return flag;
    },
    'DELETE flags': ({ body, user }) => drained({ removed: removeFlag(body as FlagChange, user, options) }),
  };
}
