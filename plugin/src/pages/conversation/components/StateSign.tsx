import { SafeText } from '../../../components/SafeText.tsx';
import { StatusSign } from '../../../components/StatusSign.tsx';
import type { Status } from '../../../lib/status.ts';

const KNOWN = new Map<string, { readonly status: Status; readonly word: string }>([
  ['running', { status: 'running', word: 'running' }],
  ['waiting_for_input', { status: 'waiting', word: 'waiting for input' }],
  ['waiting_for_event', { status: 'waiting', word: 'waiting for event' }],
  ['ended', { status: 'ended', word: 'ended' }],
  ['error', { status: 'error', word: 'error' }],
]);

/** State of the controller as sign and words; a state that is none of ours as it is written. Untrusted. */
export function StateSign({ state }: { readonly state: string }) {
  const known = KNOWN.get(state);
  if (!known) return <SafeText text={state} />;
  return <StatusSign status={known.status} word={known.word} />;
}
