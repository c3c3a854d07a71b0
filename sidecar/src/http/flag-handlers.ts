import { removeFlag, setFlag, type ChangeFlagsOptions } from '../flags/change-flags.ts';
import type { FlagKey } from '../flags/flag-store.ts';
import type { PeopleHandlers } from './people-routes.ts';

/** What the endpoints of flags work with. */
export interface FlagHandlersOptions extends ChangeFlagsOptions {
  readonly clock: () => number;
}

/** Endpoints of flags. */
export function createFlagHandlers(options: FlagHandlersOptions): PeopleHandlers {
  const drained = <Answer>(answer: Answer): Answer => {
    void options.evidence.drain();
    return answer;
  };
  return {
    'GET flags': () => options.flags.list(),
    'PUT flags': ({ body, user }) =>
      drained(setFlag(body as FlagKey & { note?: string }, user, options.clock(), options)),
    'DELETE flags': ({ body, user }) => drained({ removed: removeFlag(body as FlagKey, user, options) }),
  };
}
