import type { AuditActor, AuditEntry, AuditRecorder, AuditRecordOptions } from '../api/audit.ts';
import { findActorContext } from './active-actor.ts';
import { AuditError } from './audit-error.ts';
import { holdOrWrite } from './audit-transaction.ts';

/** Who records changes, and for whom. */
export interface ChangeRecorderOptions {
  /** `telemetry.audit`. */
  readonly audit: AuditRecorder;
  /** Who acts where nobody is known to, such as `{type: 'system', name: 'Night job'}`. Absent: such a change is refused. */
  readonly defaultActor?: AuditActor;
  /** `best-effort` also without a durable pipeline; `durable` by default. */
  readonly durability?: AuditRecordOptions['durability'];
}

/** Who makes a change, taken before it is made. */
export interface ChangeAuthor {
  readonly actor: AuditActor;
  /** What `withActor` was given beside the actor. */
  readonly context: unknown;
}

/** An entry but for its author. */
export type ChangeDraft = Omit<AuditEntry, 'actor'>;

/** Records changes of data: asks before a change whether it can, and never loses one silently after it. */
export class ChangeRecorder {
  private readonly options: ChangeRecorderOptions;

  constructor(options: ChangeRecorderOptions) {
    this.options = options;
  }

  /**
   * To be asked before the change. Undefined when the telemetry is disabled: then nothing is recorded. Rejects with an
   * `AuditError`, and the change must not be made, when its entry could not be kept or nobody is known to act.
   */
  async prepare(): Promise<ChangeAuthor | undefined> {
    const { audit, durability, defaultActor } = this.options;
    try {
      await audit.ready();
    } catch (error) {
      const code = error instanceof AuditError ? error.code : undefined;
      if (code === 'AUDIT_DISABLED') return undefined;
      if (code !== 'AUDIT_NOT_DURABLE' || durability !== 'best-effort') throw error;
    }
    const actor = audit.actor() ?? defaultActor;
    if (actor === undefined) throw new AuditError('AUDIT_ACTOR_UNKNOWN');
    return { actor, context: findActorContext() };
  }

  /**
   * Records what has been changed, in order, once the running `auditTransaction` has succeeded. Rejects with
   * AUDIT_CHANGE_UNRECORDED and those entries that were not kept.
   */
  async record(author: ChangeAuthor, drafts: readonly ChangeDraft[]): Promise<void> {
    const entries = drafts.map((draft) => toEntry(author, draft));
    if (entries.length > 0) await holdOrWrite(() => this.writeAll(entries));
  }

  private async writeAll(entries: readonly AuditEntry[]): Promise<void> {
    const { audit, durability = 'durable' } = this.options;
    const outcomes = await Promise.allSettled(entries.map((entry) => audit.record(entry, { durability })));
    const failed = outcomes.flatMap((outcome, i) =>
      outcome.status === 'rejected' ? [{ entry: entries[i] as AuditEntry, cause: outcome.reason as unknown }] : [],
    );
    if (failed.length === 0) return;
    const details = { entries: failed.map(({ entry }) => entry), cause: failed[0]?.cause };
    throw new AuditError('AUDIT_CHANGE_UNRECORDED', details);
  }
}

function toEntry({ actor, context }: ChangeAuthor, draft: ChangeDraft): AuditEntry {
  const joined = { ...toMembers(context), ...toMembers(draft.context) };
  return { ...draft, actor, ...(Object.keys(joined).length === 0 ? {} : { context: joined }) };
}

function toMembers(context: unknown): object {
  if (context === undefined || context === null) return {};
  return typeof context === 'object' ? context : { context };
}
