import type { SpanContext } from '@opentelemetry/api';
import {
  ATTR_CAPTURE_OMITTED,
  ATTR_VARIABLES_COUNT,
  ATTR_VARIABLES_TRIGGER,
  EVENT_VARIABLES_SNAPSHOT,
} from '@botscope/conventions';
import { keepsContent } from '../policy/capture-decision.ts';
import { toOmitted } from '../policy/content.ts';
import { decideFor, type DecidablePlace } from '../policy/decide-for.ts';
import type { AttributeList } from '../record/attribute-list.ts';
import type { ActiveStep } from './active-scope.ts';
import { emitRecord } from './emit-record.ts';
import { joinMembers } from './join-members.ts';
import type { Kernel } from './kernel.ts';
import { toStepAttributes } from './step-attributes.ts';
import { toVariablesText } from './variables-text.ts';

/** What a snapshot belongs to: a conversation, and where one runs its turn, flow and step. */
export interface SnapshotPlace extends DecidablePlace {
  readonly common: AttributeList;
  readonly span: SpanContext | undefined;
  readonly step?: ActiveStep | undefined;
}

/** Why a snapshot was made. */
export type SnapshotTrigger = 'turn_end' | 'script_error' | 'manual';

/** Emits all variables of a conversation as they are. What the capture policy leaves out is made only where it was asked for. */
export function emitVariablesSnapshot(
  kernel: Kernel,
  place: SnapshotPlace,
  trigger: SnapshotTrigger,
  hasFailed = trigger === 'script_error',
): void {
  const { variables } = place.conversation;
  const isKept = keepsContent(decideFor(kernel, place).variables, hasFailed);
  if (!isKept && trigger !== 'manual') return;
  place.conversation.snapshotChangeCount = variables.changeCount;
  const text = isKept ? (toVariablesText(variables, kernel.limits.variablesBytes) ?? '{}') : undefined;
  emitRecord(kernel, {
    event: EVENT_VARIABLES_SNAPSHOT,
    kind: 'step',
    level: 'debug',
    common: place.common,
    span: place.span,
    attributes: toStepAttributes(place.step)
      .add(ATTR_VARIABLES_COUNT, variables.count)
      .add(ATTR_VARIABLES_TRIGGER, trigger)
      .add(ATTR_CAPTURE_OMITTED, toOmitted(false, !isKept)),
    body: joinMembers([['variables', text]], kernel.limits.lineBytes),
  });
}
