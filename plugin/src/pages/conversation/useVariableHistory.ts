import { buildVariableHistory, type BotRecord, type Conversation, type VariableHistory } from '@botscope/records';
import { useState } from 'react';
import { EXACT_VALUES } from './exact-values.ts';

interface Kept {
  readonly conversation: Conversation;
  readonly evidence: readonly (BotRecord | undefined)[];
  readonly history: VariableHistory;
}

/** The variables of a conversation. It is rebuilt only when there is another record that tells something of them. */
export function useVariableHistory(conversation: Conversation): VariableHistory {
  const [kept, setKept] = useState<Kept>(() => keep(conversation, listEvidence(conversation)));
  if (kept.conversation === conversation) return kept.history;
  const evidence = listEvidence(conversation);
  const isSame = evidence.length === kept.evidence.length && evidence.every((one, at) => one === kept.evidence[at]);
  const next = isSame ? { ...kept, conversation } : keep(conversation, evidence);
  setKept(next);
  return next.history;
}

function keep(conversation: Conversation, evidence: Kept['evidence']): Kept {
  return { conversation, evidence, history: buildVariableHistory(conversation, EXACT_VALUES) };
}

/** What a history is made from. A conversation is put together anew with every look at the clock; its records stay. */
function listEvidence({ started, turns, others }: Conversation): Kept['evidence'] {
  const evidence: (BotRecord | undefined)[] = [started, ...others];
  for (const turn of turns) {
    evidence.push(turn.completed, ...turn.snapshots);
    for (const step of turn.steps) evidence.push(step.started, step.completed, ...step.snapshots);
  }
  return evidence;
}
