import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers every call with half a kilobyte of JSON; tells its address to its parent. */
const ANSWER = JSON.stringify({ ok: true, text: 'a'.repeat(500) });
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER));
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('disconnect', () => process.exit(0));
