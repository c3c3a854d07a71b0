import type { AuditCategory, BotscopeUser, Flag, Json } from '@botscope/conventions';

/** Who did something, for an audit record; null = the sidecar itself. */
export type EvidenceActor = Pick<BotscopeUser, 'id' | 'login' | 'name' | 'email'> | null;

/** A flag was set or removed: becomes a `.flagged`/`.unflagged` record. */
export interface FlagEvidence {
  readonly type: 'flag';
  readonly flagged: boolean;
  readonly flag: Flag;
  readonly actor: EvidenceActor;
}

/** Something that people can change was changed: becomes an audit record. */
export interface AuditEvidence {
  readonly type: 'audit';
  readonly action: 'CREATED' | 'UPDATED' | 'DELETED';
  readonly category: AuditCategory;
  readonly entity: { readonly type: string; readonly id: string; readonly name: string };
  readonly before: Json;
  readonly after: Json;
  readonly actor: EvidenceActor;
  /** Bot and environment that it is about, where it is about one. */
  readonly bot?: string;
  readonly environment?: string;
  readonly conversation?: string;
}

/** What became of an alert: becomes a record of kind `alert`. */
export interface AlertEvidence {
  readonly type: 'alert';
  readonly event: 'sent' | 'failed' | 'suppressed';
  readonly alertId: string;
  readonly bot: string;
  readonly botName: string;
  readonly environment: string;
  /** Milliseconds since the epoch. */
  readonly windowStart: number;
  readonly causeUid: string;
  readonly conversation?: string;
  readonly recipientCount: number;
  readonly suppressedCount: number;
  readonly subject: string;
  readonly error?: string;
}

/** What the sidecar leaves behind as records. Plain JSON. */
export type Evidence = FlagEvidence | AuditEvidence | AlertEvidence;

/**
 * Makes a record of evidence. Resolves when the record will survive a crash; rejects when it could not be kept, and is
 * then asked again later.
 */
export type RecordEvidence = (evidence: Evidence) => Promise<void>;
