import type { CapturePolicy } from '@botscope/conventions';
import { changeCapture, type ChangeCaptureOptions } from '../settings/change-capture.ts';
import type { PeopleHandlers } from './people-routes.ts';

/** What the endpoints of the capture policy work with. */
export interface CaptureHandlersOptions extends ChangeCaptureOptions {
  readonly clock: () => number;
}

/** Endpoints of the capture policy for people. */
export function createCaptureHandlers(options: CaptureHandlersOptions): PeopleHandlers {
  return {
    'GET settings/capture': () => {
      const { version, rules } = options.captures.get();
      return { version, rules };
    },
    'PUT settings/capture': ({ body, user }) => {
      const changed = changeCapture(body as CapturePolicy, user, options.clock(), options);
      void options.evidence.drain();
      return changed;
    },
  };
}
