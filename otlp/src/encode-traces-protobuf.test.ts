import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTracesRequest } from './decode-request.ts';
import { encodeTracesProtobuf } from './encode-traces-protobuf.ts';
import { TracesRequestMessage } from './test-otlp-schema.ts';
import { tracesRequests } from './test-requests.ts';

describe('encodeTracesProtobuf', () => {
  it('writes what is read back the same', () => {
    fc.assert(
      fc.property(tracesRequests, (request) => {
        expect(decodeTracesRequest(encodeTracesProtobuf(request), 'application/x-protobuf')).toEqual(request);
      }),
    );
  });

  it('writes what protobufjs reads and writes again with the same meaning', () => {
    fc.assert(
      fc.property(tracesRequests, (request) => {
        const theirs = TracesRequestMessage.encode(TracesRequestMessage.decode(encodeTracesProtobuf(request))).finish();
        expect(decodeTracesRequest(theirs, 'application/x-protobuf')).toEqual(request);
      }),
    );
  });
});
