const BASE_32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
const TIME_DIGITS = 10;
const UUID_7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * When an id was made, milliseconds since the epoch, where its form tells it: a ULID or a UUID of version 7.
 *
 * @see https://github.com/ulid/spec
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export function readUidMillis(uid: string): number | undefined {
  if (ULID.test(uid)) return readUlidMillis(uid.toUpperCase());
  const [, high, low] = UUID_7.exec(uid) ?? [];
  return high === undefined || low === undefined ? undefined : Number.parseInt(high + low, 16);
}

function readUlidMillis(ulid: string): number {
  return [...ulid.slice(0, TIME_DIGITS)].reduce((millis, digit) => millis * BASE_32.length + BASE_32.indexOf(digit), 0);
}
