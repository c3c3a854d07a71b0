import type { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import type { BotscopeUser, CapturePolicy, Json } from '@botscope/conventions';
import type { EvidenceOutbox } from '../evidence/evidence-outbox.ts';
import { SidecarError } from '../sidecar-error.ts';
import { inTransaction } from '../state/in-transaction.ts';
import type { CaptureStore, StoredCapturePolicy } from './capture-store.ts';

/** What changing the capture policy works with. */
export interface ChangeCaptureOptions {
  readonly database: DatabaseSync;
  readonly captures: CaptureStore;
  readonly evidence: EvidenceOutbox;
}

const ENTITY = { type: 'capture_policy', id: 'capture_policy', name: 'Capture policy' };

function describeConflict(asked: number, { version, changedBy, changedAtMillis }: StoredCapturePolicy): string {
  const change =
    changedAtMillis === undefined
      ? ''
      : `, since ${changedBy} changed it at ${new Date(changedAtMillis).toISOString()}`;
  return `The capture policy is at version ${version}${change}; the request changes version ${asked}.`;
}

function toState({ version, rules }: CapturePolicy): Json {
  return { version, rules: rules as unknown as Json };
}

/**
 * Replaces the rules, where nobody has since `policy.version` was read; the change and what proves it are kept together.
 * Rules that are there already change nothing. Throws a {@link SidecarError} `settings_changed`.
 */
export function changeCapture(
  policy: CapturePolicy,
  actor: BotscopeUser,
  nowMillis: number,
  { database, captures, evidence }: ChangeCaptureOptions,
): CapturePolicy {
  return inTransaction(database, () => {
    const before = captures.get();
    if (before.version !== policy.version)
      throw new SidecarError('settings_changed', describeConflict(policy.version, before));
    if (isDeepStrictEqual(before.rules, policy.rules)) return policy;
    const after: CapturePolicy = { version: before.version + 1, rules: policy.rules };
    captures.put(after, actor.name, nowMillis);
    evidence.add({
      type: 'audit',
      action: before.version === 0 ? 'CREATED' : 'UPDATED',
      category: 'configuration',
      entity: ENTITY,
      before: before.version === 0 ? null : toState(before),
      after: toState(after),
      actor,
    });
    return after;
  });
}
