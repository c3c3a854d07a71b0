import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { createLokiClient, type LokiClient } from '@botscope/records';
import { createAlertStore, type AlertStore } from './alerts/alert-store.ts';
import { composeAlert } from './alerts/compose-alert.ts';
import { createAlertSender, type AlertSender } from './alerts/send-alerts.ts';
import type { SidecarConfig } from './config.ts';
import { createLokiTransport } from './context/loki-transport.ts';
import type { Delivery } from './delivery/delivery.ts';
import { createOutboxDelivery } from './delivery/outbox-delivery.ts';
import { createSmtpDelivery } from './delivery/smtp-delivery.ts';
import { createEvidenceOutbox, type EvidenceOutbox } from './evidence/evidence-outbox.ts';
import type { SidecarOptions } from './sidecar-options.ts';
import { openState } from './state/open-state.ts';

const LOKI_TIMEOUT_MILLIS = 1_000;

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
  readonly sender: AlertSender;
}

/** Opens the state and makes the parts over it. Throws `StateInUseError` where another sidecar has it. */
export function createSidecarParts(config: SidecarConfig, options: SidecarOptions): SidecarParts {
  const database = openState(join(config.dataDirectory, 'sidecar.sqlite'));
  const store = createAlertStore(database);
  const evidence = createEvidenceOutbox(database, options.recordEvidence, (error) => {
    options.log(`evidence waits: ${String(error)}`);
  });
  const delivery = createDelivery(config);
  const client = createLokiClient(createLokiTransport(config.lokiUrl, LOKI_TIMEOUT_MILLIS));
  const sender = createAlertSender({
    database,
    store,
    evidence,
    delivery,
    compose: (window) => composeAlert(window, { ...config, store, client }),
    mailFrom: config.mailFrom,
    clock: options.clock,
  });
  return { database, store, evidence, delivery, client, sender };
}
