import { OMITTED_CONTENTS, type OmittedContent, type RecordCommon } from '../record/bot-record.ts';
import type { Conversation, Turn } from './conversation.ts';

/** What is here of a whole conversation, and what is not. */
export interface ConversationCompleteness {
  /** Steps whose end is stored, in turns that say how many they had. */
  readonly storedCount: number;
  /** Steps that these turns count. */
  readonly expectedCount: number;
  /** Turns of which steps are missing. */
  readonly missing: readonly Turn[];
  /** Turns that ended so recently that steps may still arrive. */
  readonly late: readonly Turn[];
  /** Turns before the last one whose end is not stored. */
  readonly unended: readonly Turn[];
  /** What the capture policy kept out of steps; empty = nothing. */
  readonly omitted: readonly OmittedContent[];
  /** Steps that it kept something out of. */
  readonly omittedCount: number;
  /** Turns whose traces are kept whatever sampling would do, by configuration. */
  readonly keptCount: number;
}

/** Sums up what the turns of a conversation say about themselves. */
export function toConversationCompleteness({ turns }: Pick<Conversation, 'turns'>): ConversationCompleteness {
  const counted = turns.filter(({ completeness }) => completeness.expectedCount !== undefined);
  const cut = turns.flatMap(({ steps }) => steps).filter((step) => listOmitted(step).length > 0);
  const omitted = new Set(cut.flatMap(listOmitted));
  return {
    storedCount: sum(counted, ({ completeness }) => completeness.storedCount),
    expectedCount: sum(counted, ({ completeness }) => completeness.expectedCount ?? 0),
    missing: turns.filter(({ completeness }) => completeness.state === 'missing'),
    late: turns.filter(({ completeness }) => completeness.state === 'late'),
    unended: turns.slice(0, -1).filter(({ completeness }) => completeness.state === 'running'),
    omitted: OMITTED_CONTENTS.filter((content) => omitted.has(content)),
    omittedCount: cut.length,
    keptCount: turns.filter(({ completed }) => completed?.samplingKept).length,
  };
}

/** What the capture policy kept out of a step or turn: its end tells, while it runs its start. */
export function listOmitted({
  completed,
  started,
}: {
  readonly completed?: RecordCommon | undefined;
  readonly started?: RecordCommon | undefined;
}): readonly OmittedContent[] {
  return (completed ?? started)?.captureOmitted ?? [];
}

function sum<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((total, item) => total + read(item), 0);
}
