import type { WaitCarrier, WaitCarrierInput } from '../api/wait-carrier.ts';
import type { Kernel } from './kernel.ts';
import { parseSignedCarrier, type CarrierFault } from './signed-carrier.ts';

const WORDS: Readonly<Record<CarrierFault, string>> = {
  malformed: 'A carrier cannot be read. Pass on what carrier() or signedCarrier() gave, unchanged.',
  forged: 'A signed carrier has a wrong signature: it was changed, or signed with another carrierKey.',
  expired: 'A signed carrier has expired. signedCarrier({validMillis}) sets how long it is valid.',
  foreign: 'A carrier belongs to another bot or conversation.',
  'without key': 'Signed carriers need the option carrierKey or BOTSCOPE_CARRIER_KEY.',
};

/** Whose carrier is expected. */
export interface CarrierOwner {
  readonly botId: string | undefined;
  /** Undefined where the carrier is to tell. */
  readonly conversationUid: string | undefined;
}

/** The carrier that a bot kept or got back; undefined when it does not count, which is reported. */
export function readCarrier(
  kernel: Kernel,
  input: WaitCarrierInput | undefined,
  owner: CarrierOwner,
): WaitCarrier | undefined {
  if (input === undefined) return undefined;
  const carrier = typeof input === 'string' ? parseSigned(kernel, input) : narrowCarrier(input);
  const fault = typeof carrier === 'string' ? carrier : isForeign(carrier, owner) ? 'foreign' : undefined;
  if (fault !== undefined) reportCarrier(kernel, fault);
  return typeof carrier === 'string' || fault !== undefined ? undefined : carrier;
}

/** Counts a carrier that does not count, or one that cannot be made. */
export function reportCarrier(kernel: Kernel, fault: CarrierFault): void {
  kernel.reportFault(`carrier ${fault}`, new Error(WORDS[fault]));
}

function parseSigned(kernel: Kernel, text: string): WaitCarrier | CarrierFault {
  if (kernel.carrierKey === undefined) return 'without key';
  const parsed = parseSignedCarrier(text, kernel.carrierKey, kernel.nowMillis());
  return typeof parsed === 'string' ? (parsed as CarrierFault) : narrowCarrier(parsed);
}

function narrowCarrier(value: unknown): WaitCarrier | CarrierFault {
  if (typeof value !== 'object' || value === null) return 'malformed';
  const { conversationUid, botId, turnId, turnIndex, stepId, traceparent } = value as Partial<
    Record<keyof WaitCarrier, unknown>
  >;
  if (!isText(conversationUid) || !isText(botId) || !isText(turnId) || !isIndex(turnIndex)) return 'malformed';
  return {
    conversationUid,
    botId,
    turnId,
    turnIndex,
    ...(isText(stepId) ? { stepId } : {}),
    ...(isText(traceparent) ? { traceparent } : {}),
  };
}

function isForeign({ conversationUid, botId }: WaitCarrier, owner: CarrierOwner): boolean {
  const isOther = (expected: string | undefined, given: string): boolean =>
    expected !== undefined && expected !== given;
  return isOther(owner.botId, botId) || isOther(owner.conversationUid, conversationUid);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
