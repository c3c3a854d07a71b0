import {
  ATTR_BOT_ID,
  ATTR_CONVERSATION_ID,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_SESSION_ID,
  ATTR_STEP_INDEX,
  ATTR_TURN_ID,
  buildPagePath,
  toLokiName,
  type LinkParameters,
} from '@botscope/conventions';

/** Reads an attribute by its name as records carry it; `undefined` where there is none, or an empty one. */
export type ReadAttribute = (name: string) => string | undefined;

/** When something was seen, milliseconds since the epoch. */
export interface SeenRange {
  readonly from?: number;
  readonly to?: number;
}

/** Reads attributes by their name or by the name as Loki stores it. */
export function readFrom(attributes: ReadonlyMap<string, string>): ReadAttribute {
  return (name) => attributes.get(name) ?? attributes.get(toLokiName(name));
}

/** Path of the turn, and of the step in it, that attributes name; `undefined` where they name no conversation. */
export function buildTurnPath(read: ReadAttribute, seen: SeenRange = {}): string | undefined {
  const uid = read(ATTR_CONVERSATION_ID) ?? read(ATTR_SESSION_ID);
  if (uid === undefined) return undefined;
  const found = {
    env: read(ATTR_DEPLOYMENT_ENVIRONMENT_NAME),
    bot: read(ATTR_BOT_ID),
    uid,
    turn: read(ATTR_TURN_ID),
    step: toStep(read(ATTR_STEP_INDEX)),
    ...seen,
  };
  return buildPagePath('conversation', leaveOut(found));
}

function toStep(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}

function leaveOut(parameters: { readonly [Name in keyof LinkParameters]: LinkParameters[Name] | undefined }) {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined)) as LinkParameters;
}
