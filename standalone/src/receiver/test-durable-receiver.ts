import type { AddressInfo } from 'node:net';
import { openStore } from '../store/open-store.ts';
import { createReceiver } from './create-receiver.ts';

/** A receiver as a program of its own, to be killed: `node test-durable-receiver.ts <data directory>`. Prints its port. */
const dataDirectory = process.argv[2] ?? '';
const store = openStore({ dataDirectory });
const receiver = createReceiver({ store, report: () => undefined });
await receiver.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(receiver.server.address() as AddressInfo).port}\n`);
