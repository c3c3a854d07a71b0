import type { ChainFinding } from './chain-finding.ts';
import { isIntact } from './chain-entry.ts';
import type { ChainLink } from './chain-entry.ts';

/** The links of one chain by sequence number; several under one number contradict each other. */
export type LinksBySeq = ReadonlyMap<number, readonly ChainLink[]>;

/** Hashes that trusted checkpoints name, by sequence number. */
export type AnchorHashes = ReadonlyMap<number, ReadonlySet<string>>;

/** One link for each sequence number, ascending, and what is wrong with the others. */
export interface ChosenLinks {
  readonly links: readonly ChainLink[];
  readonly findings: readonly ChainFinding[];
}

/** Decides which of several links with one number belongs to the chain: what is signed, else continued, else intact. */
export function chooseLinks(bySeq: LinksBySeq, anchors: AnchorHashes): ChosenLinks {
  const links: ChainLink[] = [];
  const findings: ChainFinding[] = [];
  for (const seq of [...bySeq.keys()].sort((a, b) => a - b)) {
    const candidates = bySeq.get(seq) ?? [];
    const ranked = candidates
      .map((link) => ({ link, weight: candidates.length === 1 ? 0 : weigh(link, bySeq, anchors) }))
      .sort((a, b) => b.weight - a.weight);
    const [best, ...others] = ranked;
    if (best === undefined) continue;
    links.push(best.link);
    for (const other of others) findings.push(toFinding(other.link, best.link, other.weight === best.weight));
  }
  return { links, findings };
}

/** How much speaks for a link; each reason outweighs all lesser ones. */
function weigh(link: ChainLink, bySeq: LinksBySeq, anchors: AnchorHashes): number {
  const continues = bySeq.get(link.seq - 1)?.some((before) => isIntact(before) && before.hash === link.prev) ?? false;
  const isContinued = bySeq.get(link.seq + 1)?.some((after) => isIntact(after) && after.prev === link.hash) ?? false;
  const isSigned = anchors.get(link.seq)?.has(link.hash) ?? false;
  if (!isIntact(link)) return 0;
  return 1 + Number(continues) + 2 * Number(isContinued) + 4 * Number(isSigned);
}

function toFinding({ chain, seq, uid }: ChainLink, best: ChainLink, isUndecided: boolean): ChainFinding {
  if (isUndecided) {
    const words = `two entries claim place ${seq}, and nothing says which is right`;
    return { kind: 'duplicate-seq', chain, seq, uid, words };
  }
  const words =
    uid === best.uid
      ? `entry ${seq} is stored a second time with other contents`
      : `an entry was inserted at place ${seq}, beside the one that the chain continues`;
  return { kind: 'inserted', chain, seq, uid, words };
}
