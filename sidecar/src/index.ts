/** Alert mails, their ledger, flags and health. */
export { SIDECAR_VARIABLES, readSidecarConfig, type SidecarConfig } from './config.ts';
export { type SmtpSettings } from './delivery/smtp-settings.ts';
export { createSidecar, type Sidecar } from './create-sidecar.ts';
export { type SidecarOptions } from './sidecar-options.ts';
export {
  type AlertEvidence,
  type AuditEvidence,
  type Evidence,
  type EvidenceActor,
  type FlagEvidence,
  type RecordEvidence,
} from './evidence/evidence.ts';
export { SIDECAR_ERRORS, type SidecarErrorBody, type SidecarErrorCode } from './sidecar-error.ts';
