import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { encodeStatus } from './encode-response.ts';

const Status = protobuf
  .parse('syntax = "proto3"; message Status { int32 code = 1; string message = 2; }')
  .root.lookupType('Status');

describe('encodeStatus', () => {
  it('is a google.rpc.Status in JSON', () => {
    expect(Buffer.from(encodeStatus('application/json', 'unavailable', 'disk full')).toString()).toBe(
      '{"code":14,"message":"disk full"}',
    );
  });

  it('is a google.rpc.Status in protobuf', () => {
    const bytes = encodeStatus('application/x-protobuf', 'invalidArgument', 'cut off');
    expect(Status.decode(bytes).toJSON()).toEqual({ code: 3, message: 'cut off' });
  });
});
