import { ATTR_CONVERSATION_ID, ATTR_SERVICE_NAME, ATTR_SESSION_ID, toLokiName } from '@botscope/conventions';
import { labelsOf, membersOf, rangeOf } from './narrow-context.ts';
import { buildTurnPath, readFrom } from './turn-address.ts';

/** Attributes beside which the link may stand, best first. */
const PLACES = [ATTR_CONVERSATION_ID, ATTR_SESSION_ID, ATTR_SERVICE_NAME].flatMap((name) => [name, toLokiName(name)]);

/** A link beside one attribute of a span or a log line. */
export interface AttributeLink {
  readonly path: string;
  /** Key of the attribute that the link stands beside. */
  readonly category: string;
}

/** Link from the attributes of a span or a log line to its turn and step. */
export function buildLinkOfAttributes(context: unknown): AttributeLink | undefined {
  const { attributes, spanAttributes, timeRange } = membersOf(context);
  const path = buildTurnPath(readFrom(labelsOf(attributes, spanAttributes)), rangeOf(timeRange));
  const shown = labelsOf(attributes);
  const category = PLACES.find((key) => shown.has(key));
  return path === undefined || category === undefined ? undefined : { path, category };
}
