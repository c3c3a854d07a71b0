import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OTLP endpoint that reads and forgets: 200 to everything. Sends its address, ends with its parent. */
const server = createServer((request, response) => {
  let sizeBytes = 0;
  request.on('data', (chunk: Buffer) => (sizeBytes += chunk.length));
  request.on('end', () => {
    received += sizeBytes;
    response.writeHead(200, { 'content-type': request.headers['content-type'] ?? 'application/json' });
    response.end(request.headers['content-type']?.includes('json') ? '{}' : '');
  });
});
let received = 0;
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('disconnect', () => process.exit(0));
