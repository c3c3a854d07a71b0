import { isIntact } from './chain-entry.ts';
import type { ChainLink } from './chain-entry.ts';
import { entriesInWords } from './chain-finding.ts';
import type { ChainFinding } from './chain-finding.ts';
import { GENESIS_PREV } from './chain-hash.ts';
import type { Checkpoint } from './checkpoint.ts';
import { chooseLinks } from './chosen-links.ts';
import type { AnchorHashes, LinksBySeq } from './chosen-links.ts';
import { findExchanges } from './find-exchange.ts';
import type { Sha256 } from './sha256.ts';

/** All that is known of one chain. */
export interface ChainEvidence {
  readonly chain: string;
  readonly links: LinksBySeq;
  /** Those that are believed. */
  readonly checkpoints: readonly Checkpoint[];
  /** From when on no entry may be absent; undefined = the oldest entries may have expired. */
  readonly completeFromUnixNano: bigint | undefined;
}

/** One chain, judged. */
export interface ChainJudgement {
  /** Ascending, one per number, also the damaged ones. */
  readonly links: readonly ChainLink[];
  readonly findings: readonly ChainFinding[];
}

/** Finds what is wrong with one chain. */
export function judgeChain(evidence: ChainEvidence, sha256: Sha256): ChainJudgement {
  const anchors = toAnchors(evidence.checkpoints);
  const { links, findings } = chooseLinks(evidence.links, anchors);
  const damaged = judgeContents(links, sha256);
  const joints = judgeJoints(links, anchors);
  const wrong = new Set([...damaged, ...joints].map(({ seq }) => seq));
  const all = [
    ...damaged,
    ...joints,
    ...findings,
    ...judgeGaps(evidence, links),
    ...judgeHeads(evidence, links, wrong),
    ...judgeEnds(evidence, links),
  ];
  return { links, findings: all.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0)) };
}

function toAnchors(checkpoints: readonly Checkpoint[]): AnchorHashes {
  const anchors = new Map<number, Set<string>>();
  for (const { headSeq, headHash } of checkpoints) {
    anchors.set(headSeq, (anchors.get(headSeq) ?? new Set()).add(headHash));
  }
  return anchors;
}

/** Entries whose content is not what was hashed. */
function judgeContents(links: readonly ChainLink[], sha256: Sha256): ChainFinding[] {
  const damaged = links.filter((link) => !isIntact(link));
  const exchanges = findExchanges(damaged, sha256);
  return damaged.map((link) => {
    const { chain, seq, uid } = link;
    const exchange = exchanges.get(link);
    if (exchange === undefined) {
      return { kind: 'edited', chain, seq, uid, words: `entry ${seq} was changed: its contents do not have its hash` };
    }
    const what = exchange.what.length === 0 ? 'hash' : exchange.what.join(', ');
    const words = `entry ${seq} was exchanged with entry ${exchange.other.seq}: ${what}`;
    return { kind: 'reordered', chain, seq, uid, words };
  });
}

/** Entries that are intact in themselves but not the ones that their neighbours were made for. */
function judgeJoints(links: readonly ChainLink[], anchors: AnchorHashes): ChainFinding[] {
  const findings: ChainFinding[] = [];
  for (const [index, link] of links.entries()) {
    const before = links[index - 1];
    const { chain, seq, uid } = link;
    if (seq === 1 && isIntact(link) && link.prev !== GENESIS_PREV) {
      findings.push({ kind: 'edited', chain, seq, uid, words: 'entry 1 was rewritten: it continues another entry' });
    }
    if (before?.seq !== seq - 1 || before.hash === link.prev || !isIntact(before) || !isIntact(link)) continue;
    const isBeforeSigned = anchors.get(before.seq)?.has(before.hash) ?? false;
    const words = isBeforeSigned
      ? `entry ${seq} was rewritten: it does not continue entry ${before.seq}, which is signed`
      : `entry ${before.seq} was rewritten: entry ${seq} continues another one`;
    const { seq: wrongSeq, uid: wrongUid } = isBeforeSigned ? link : before;
    findings.push({ kind: 'edited', chain, seq: wrongSeq, uid: wrongUid, words });
  }
  return findings;
}

function judgeGaps({ chain }: ChainEvidence, links: readonly ChainLink[]): ChainFinding[] {
  return links.flatMap((link, index) => {
    const before = links[index - 1];
    if (before === undefined || before.seq === link.seq - 1) return [];
    return [missing(chain, before.seq + 1, link.seq - 1, `between ${before.seq} and ${link.seq}`)];
  });
}

/** The first place where the chain and the checkpoints part, unless something else already explains it. */
function judgeHeads(
  { chain, checkpoints }: ChainEvidence,
  links: readonly ChainLink[],
  wrong: ReadonlySet<number | undefined>,
): ChainFinding[] {
  const bySeq = new Map(links.map((link) => [link.seq, link]));
  let agreed = (links[0]?.seq ?? 1) - 1;
  for (const { headSeq, headHash } of checkpoints.toSorted((a, b) => a.headSeq - b.headSeq)) {
    const link = bySeq.get(headSeq);
    if (link === undefined || wrong.has(headSeq)) continue;
    if (link.hash === headHash) {
      agreed = headSeq;
      continue;
    }
    const entries = entriesInWords(Math.min(agreed + 1, headSeq), headSeq);
    const words = `${entries} do not lead to the signed entry ${headSeq}: the chain was rewritten`;
    return [{ kind: 'rewritten', chain, seq: agreed + 1, lastSeq: headSeq, uid: link.uid, words }];
  }
  return [];
}

/** What the checkpoints say was there before the first and after the last entry. */
function judgeEnds(evidence: ChainEvidence, links: readonly ChainLink[]): ChainFinding[] {
  const { chain, checkpoints, completeFromUnixNano } = evidence;
  const binding = checkpoints.filter(
    ({ timestampUnixNano }) => completeFromUnixNano === undefined || timestampUnixNano >= completeFromUnixNano,
  );
  if (binding.length === 0) return [];
  const heads = binding.map(({ headSeq }) => headSeq);
  const [first, last] = [links[0]?.seq, links.at(-1)?.seq];
  // Entries up to the earliest binding head may lie before the period; those after it cannot.
  const start = completeFromUnixNano === undefined ? (first ?? 1) : minimum(heads) + 1;
  const end = maximum(heads);
  const findings: ChainFinding[] = [];
  if (first !== undefined && start < first) findings.push(missing(chain, start, first - 1, `before ${first}`));
  const cut = last === undefined ? start : last + 1;
  if (cut <= end) {
    const where = last === undefined ? 'and none is left' : `after ${last}`;
    const words = `${entriesInWords(cut, end)} missing ${where}: a checkpoint names ${end} as the last`;
    findings.push({ kind: 'tail-cut', chain, seq: cut, lastSeq: end, words });
  }
  return findings;
}

function missing(chain: string, seq: number, lastSeq: number, where: string): ChainFinding {
  return { kind: 'missing', chain, seq, lastSeq, words: `${entriesInWords(seq, lastSeq)} missing ${where}` };
}

function minimum(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

function maximum(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
