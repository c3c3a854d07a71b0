import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OTLP endpoint that reads and forgets: 200 to everything. Sends its address, ends with its parent. */
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const contentType = request.headers['content-type'] ?? 'application/json';
    response.writeHead(200, { 'content-type': contentType });
    response.end(contentType.includes('json') ? '{}' : '');
  });
});
server.listen(0, '127.0.0.1', () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);
process.on('disconnect', () => process.exit(0));
