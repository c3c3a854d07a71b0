import type { Json } from '@botscope/conventions';
import type { BotRecord, RecordCommon } from './bot-record.ts';
import type { FieldReader } from './field-reader.ts';
import { asObject, type JsonObject, type ParsedJson } from './json-object.ts';

/** What a record is made of. */
export interface RecordSource {
  readonly common: RecordCommon;
  readonly fields: FieldReader;
  readonly body: ParsedJson;
}

/** Makes a record of one type. */
export type RecordReader = (source: RecordSource) => BotRecord;

/** Common part and body of a record whose body is a JSON object. */
export function withBody<Body>(
  { common, body }: RecordSource,
  narrow: (object: JsonObject) => Body,
): RecordCommon & { readonly body?: Body } {
  if (common.line === '') return common;
  if ('error' in body) return { ...common, bodyError: `the body is not JSON: ${body.error}` };
  const object = asObject(body.value);
  return object ? { ...common, body: narrow(object) } : { ...common, bodyError: 'the body is JSON, but not an object' };
}

/** Common part and body of a record whose body may be any value; text that is not JSON stays text. */
export function withValue({ common, body }: RecordSource): RecordCommon & { readonly body?: Json } {
  if (common.line === '') return common;
  return { ...common, body: 'error' in body ? common.line : body.value };
}
