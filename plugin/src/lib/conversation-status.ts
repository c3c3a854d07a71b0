import type { ConversationStatus } from '@botscope/records';
import type { Status } from './status.ts';

/** How a conversation's status is signed, and its word where the sign's own would say something else. */
export function toStatus(status: ConversationStatus): { readonly status: Status; readonly word?: string } {
  switch (status) {
    case 'ongoing':
      return { status: 'running' };
    case 'ended':
      return { status: 'ended' };
    case 'error':
      return { status: 'error' };
    case 'handover':
      return { status: 'ended', word: 'handed over' };
  }
}
