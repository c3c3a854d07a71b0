import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { createLokiClient, createQueryContexts, type LokiClient, type QueryContexts } from '@botscope/records';
import { createAlertStore, type AlertStore } from './alerts/alert-store.ts';
import { composeAlert } from './alerts/compose-alert.ts';
import { createAlertSender, type AlertSender } from './alerts/send-alerts.ts';
import type { SidecarConfig } from './config.ts';
import { createLokiTransport, type LokiPlace } from './context/loki-transport.ts';
import type { Delivery } from './delivery/delivery.ts';
import { createOutboxDelivery } from './delivery/outbox-delivery.ts';
import { createSmtpDelivery } from './delivery/smtp-delivery.ts';
import { createEvidenceOutbox, type EvidenceOutbox } from './evidence/evidence-outbox.ts';
import { createPinning, type Pinning } from './pinning/create-pinning.ts';
import { createPinStore, type PinStore } from './pinning/pin-store.ts';
import { createPushCopies } from './pinning/push-copies.ts';
import type { SidecarOptions } from './sidecar-options.ts';
import { openState } from './state/open-state.ts';

/** A mail waits no longer for what it can do without. */
const LOKI_TIMEOUT_MILLIS = 1_000;
/** For questions about labels, which a store that has just started answers slowly, and for health. */
const PATIENT_TIMEOUT_MILLIS = 5_000;
/** For reading whole conversations. */
const READING_TIMEOUT_MILLIS = 60_000;

function createDelivery({ smtp, dataDirectory }: SidecarConfig): Delivery {
  return smtp ? createSmtpDelivery(smtp) : createOutboxDelivery(join(dataDirectory, 'outbox'));
}

/** What a sidecar is made of below its HTTP server. */
export interface SidecarParts {
  readonly database: DatabaseSync;
  readonly store: AlertStore;
  readonly evidence: EvidenceOutbox;
  readonly delivery: Delivery;
  readonly client: LokiClient;
  /** The same store, given more time. */
  readonly patientClient: LokiClient;
  /** The same store, given all the time that a whole conversation takes. */
  readonly readingClient: LokiClient;
  /** What the log store indexes. */
  readonly contexts: QueryContexts;
  readonly loki: LokiPlace;
  readonly sender: AlertSender;
  readonly pins: PinStore;
  readonly pinning: Pinning;
}

/** Opens the state and makes the parts over it. Throws `StateInUseError` where another sidecar has it. */
export function createSidecarParts(config: SidecarConfig, options: SidecarOptions): SidecarParts {
  const database = openState(join(config.dataDirectory, 'sidecar.sqlite'));
  const store = createAlertStore(database);
  const evidence = createEvidenceOutbox(database, options.recordEvidence, (error) => {
    options.log(`evidence waits: ${String(error)}`);
  });
  const delivery = createDelivery(config);
  const loki = { url: config.lokiUrl, tenant: config.lokiTenant, authorization: config.lokiAuthorization };
  const client = createLokiClient(createLokiTransport(loki, LOKI_TIMEOUT_MILLIS));
  const patientClient = createLokiClient(createLokiTransport(loki, PATIENT_TIMEOUT_MILLIS));
  const contexts = createQueryContexts(patientClient, options.clock);
  const sender = createAlertSender({
    database,
    store,
    evidence,
    delivery,
    compose: (window) => composeAlert(window, { ...config, store, client, contexts }),
    mailFrom: config.mailFrom,
    clock: options.clock,
  });
  const pins = createPinStore(database);
  const readingClient = createLokiClient(createLokiTransport(loki, READING_TIMEOUT_MILLIS));
  const pinning = createPinning({
    pins,
    client: readingClient,
    contexts,
    push: createPushCopies(loki),
    clock: options.clock,
  });
  const clients = { client, patientClient, readingClient };
  return { database, store, evidence, delivery, ...clients, contexts, loki, sender, pins, pinning };
}
