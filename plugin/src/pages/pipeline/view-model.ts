import type { HealthPart } from '@botscope/conventions';
import type { Status } from '../../lib/status.ts';

/** A part as it is shown. Texts are untrusted. */
export interface PartView {
  readonly name: string;
  readonly status: Status;
  readonly word: string;
  readonly reason: string;
  /** Empty: nothing has to be done. */
  readonly fix: string;
}

const STATES: Readonly<Record<HealthPart['state'], Pick<PartView, 'status' | 'word'> & { readonly rank: number }>> = {
  down: { status: 'error', word: 'down', rank: 0 },
  degraded: { status: 'degraded', word: 'impaired', rank: 1 },
  ok: { status: 'ok', word: 'ok', rank: 2 },
};

/** Parts as they are shown, those that need somebody first, else in the order in which they are told. */
export function toPartViews(parts: readonly HealthPart[]): readonly PartView[] {
  return [...parts]
    .sort((a, b) => STATES[a.state].rank - STATES[b.state].rank)
    .map(({ name, state, reason = '', fix = '' }) => {
      const { status, word } = STATES[state];
      return { name, status, word, reason, fix };
    });
}

/** How all of it is, in a sentence. */
export function toSummary(parts: readonly HealthPart[]): string {
  const count = (state: HealthPart['state']) => parts.filter((part) => part.state === state).length;
  const [down, degraded] = [count('down'), count('degraded')];
  if (down + degraded === 0) return `All ${parts.length} parts are well.`;
  const said = [down === 0 ? [] : [`${down} down`], degraded === 0 ? [] : [`${degraded} impaired`]].flat();
  return `${said.join(', ')} of ${parts.length} parts.`;
}
