import { hashParts } from './chain-hash.ts';
import type { HashParts } from './chain-hash.ts';
import type { ChainLink } from './chain-entry.ts';
import type { Sha256 } from './sha256.ts';

/** What two entries can have exchanged, as people call it. */
const EXCHANGEABLE = [
  ['seq', 'number'],
  ['prev', 'predecessor'],
  ['ns', 'time'],
  ['uid', 'uid'],
  ['bodySha256', 'body'],
  ['sections', 'attributes'],
] as const satisfies readonly (readonly [keyof HashParts, string])[];

/** Every choice of them, the smaller ones first: the simplest explanation wins. */
const CHOICES = Array.from({ length: 1 << EXCHANGEABLE.length }, (_, choice) =>
  EXCHANGEABLE.filter((_part, index) => (choice >> index) % 2 === 1),
).sort((a, b) => a.length - b.length);

/** Beyond so many damaged entries nobody asks which were exchanged, and trying all pairs would take long. */
const MAX_DAMAGED = 20;

/** An entry that becomes intact with parts of another damaged one. */
export interface Exchange {
  readonly other: ChainLink;
  /** What they exchanged; empty when it is only the stored hash. */
  readonly what: readonly string[];
}

/** Finds, for each damaged entry, the one that it exchanged something with. */
export function findExchanges(damaged: readonly ChainLink[], sha256: Sha256): Map<ChainLink, Exchange> {
  const found = new Map<ChainLink, Exchange>();
  if (damaged.length > MAX_DAMAGED) return found;
  for (const link of damaged) {
    for (const other of damaged) {
      const exchange = link === other || found.has(link) ? undefined : findExchange(link, other, sha256);
      if (exchange !== undefined) found.set(link, exchange);
    }
  }
  return found;
}

function findExchange(link: ChainLink, other: ChainLink, sha256: Sha256): Exchange | undefined {
  if (link.parts === undefined || other.parts === undefined) return undefined;
  for (const taken of CHOICES) {
    const parts = taken.reduce<HashParts>((mixed, [part]) => ({ ...mixed, [part]: other.parts?.[part] }), link.parts);
    const hash = hashParts(parts, sha256);
    if (hash === link.hash || hash === other.hash) return { other, what: taken.map(([, name]) => name) };
  }
  return undefined;
}
