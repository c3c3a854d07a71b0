import {
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  ATTR_RETENTION,
  ATTR_SERVICE_NAME,
  RETENTION_PINNED,
  toLokiName,
} from '@botscope/conventions';
import type { LabelMap } from '../store/record-reader.ts';

/** `service.name` of the sidecar, whose own records are never sent back to it. */
const SIDECAR_SERVICE_NAME = 'botscope-sidecar';

const FORWARDED_KINDS = ['api', 'log', 'alert', 'audit'];

const KIND = toLokiName(ATTR_RECORD_KIND);
const OUTCOME = toLokiName(ATTR_OUTCOME);
const RETENTION = toLokiName(ATTR_RETENTION);
const SERVICE_NAME = toLokiName(ATTR_SERVICE_NAME);

/** Whether records with these index labels go to the sidecar. */
export function isForwarded(labels: LabelMap): boolean {
  if (labels[SERVICE_NAME] === SIDECAR_SERVICE_NAME || labels[RETENTION] === RETENTION_PINNED) return false;
  return FORWARDED_KINDS.includes(labels[KIND] ?? '') || labels[OUTCOME] === 'error';
}
