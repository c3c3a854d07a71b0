import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WaitCarrier } from '../api/wait-carrier.ts';

/** Why a carrier is not used. */
export type CarrierFault = 'malformed' | 'forged' | 'expired' | 'foreign' | 'without key';

const VERSION = 'v1';
const LONGEST_TEXT = 4_096;

/** A carrier as text, `v1.<content>.<signature>`: letters, digits, `-`, `_` and `.`. @throws RangeError when it is too long */
export function signCarrier(carrier: WaitCarrier, key: string, expiresAtMillis: number): string {
  const { conversationUid, botId, turnId, turnIndex, stepId, traceparent } = carrier;
  const fields = [conversationUid, botId, turnId, turnIndex, expiresAtMillis, stepId ?? null, traceparent ?? null];
  const content = `${VERSION}.${Buffer.from(JSON.stringify(fields)).toString('base64url')}`;
  const text = `${content}.${sign(content, key).toString('base64url')}`;
  if (text.length > LONGEST_TEXT) throw new RangeError('The ids are too long for a signed carrier.');
  return text;
}

/** What a signed carrier holds, or why it does not count. Its content is looked at only when the signature is right. */
export function parseSignedCarrier(text: string, key: string, nowMillis: number): unknown {
  if (text.length > LONGEST_TEXT) return 'malformed' satisfies CarrierFault;
  const [version, payload, signature, ...rest] = text.split('.');
  if (version !== VERSION || payload === undefined || signature === undefined || rest.length > 0)
    return 'malformed' satisfies CarrierFault;
  const given = Buffer.from(signature, 'base64url');
  const right = sign(`${version}.${payload}`, key);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'forged' satisfies CarrierFault;
  const fields = JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown[];
  const [conversationUid, botId, turnId, turnIndex, expiresAtMillis, stepId, traceparent] = fields;
  if (!(Number(expiresAtMillis) > nowMillis)) return 'expired' satisfies CarrierFault;
  return {
    conversationUid,
    botId,
    turnId,
    turnIndex,
    stepId: stepId ?? undefined,
    traceparent: traceparent ?? undefined,
  };
}

/** Under a name of its own, so that a signature made for something else with the same key does not count. */
function sign(content: string, key: string): Buffer {
  return createHmac('sha256', key).update(`botscope.carrier.${content}`).digest();
}
