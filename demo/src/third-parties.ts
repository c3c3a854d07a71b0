import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { addLanguageModel } from './companies/language-model.ts';
import { addPayments } from './companies/payments.ts';
import { addSheets } from './companies/sheets.ts';
import { addShop } from './companies/shop.ts';

/** The made-up companies that the demo bot calls. */
export interface ThirdParties {
  /** Base of the API of shop, payment provider, spreadsheet service and language model. */
  readonly shopUrl: string;
  /** An address on which nothing listens: connections are refused. */
  readonly closedUrl: string;
  close(): Promise<void>;
}

/** How the companies behave. */
export interface ThirdPartyOptions {
  /** How long the shop thinks about its slow order; 1900 by default. */
  readonly slowMillis?: number;
  /** How long a bank takes to confirm a refund; 1500 by default. */
  readonly settleMillis?: number;
  readonly nowMillis?: () => number;
}

const SLOW_MILLIS = 1900;
const SETTLE_MILLIS = 1500;

/** A port that was free a moment ago and that nobody listens on. */
async function findClosedPort(): Promise<number> {
  const probe = Fastify();
  await probe.listen({ host: '127.0.0.1', port: 0 });
  const { port } = probe.server.address() as AddressInfo;
  await probe.close();
  return port;
}

/** Starts the made-up companies on a free port of loopback. */
export async function startThirdParties(options: ThirdPartyOptions = {}): Promise<ThirdParties> {
  const { slowMillis = SLOW_MILLIS, settleMillis = SETTLE_MILLIS, nowMillis = Date.now } = options;
  // One request is never answered: it must not keep the server.
  const app = Fastify({ forceCloseConnections: true });
  addShop(app, { slowMillis, nowMillis });
  addPayments(app, settleMillis);
  addSheets(app);
  addLanguageModel(app);
  const shopUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  return { shopUrl, closedUrl: `http://127.0.0.1:${await findClosedPort()}`, close: () => app.close() };
}
