import { chainOf, hasChainFields, isCheckpointEntry, narrowChainLink } from './chain-entry.ts';
import type { ChainEntry, ChainLink } from './chain-entry.ts';
import { entriesInWords } from './chain-finding.ts';
import type { ChainFinding, ChainFindingKind } from './chain-finding.ts';
import { narrowCheckpoint, verifyCheckpoint } from './checkpoint.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import { judgeChain } from './judge-chain.ts';
import type { ChainJudgement } from './judge-chain.ts';
import { portableSha256 } from './sha256.ts';
import type { Sha256 } from './sha256.ts';
import type { VerifyingKey } from './signing-key.ts';

/** How a verification works. */
export interface VerifyOptions {
  /** A faster hash function than the portable one. */
  readonly sha256?: Sha256;
  /**
   * From when on the given entries should be complete: the start of the range that was read, or the oldest time that
   * retention keeps. Without it, a chain may begin anywhere, but one that has checkpoints must have entries.
   */
  readonly completeFromUnixNano?: bigint;
}

/** What was seen of one chain. */
export interface ChainSummary {
  readonly chain: string;
  /** Number of the first entry there is; undefined when there is none. */
  readonly firstSeq: number | undefined;
  readonly lastSeq: number | undefined;
  /** Entries whose content and place are right. */
  readonly verified: number;
  /** Checkpoints that are believed: signed with a known key, or any at all when no key is given. */
  readonly checkpoints: number;
  /** "entries 5 to 20; begins at 5: what came before has expired or lies outside the range". */
  readonly words: string;
}

/** The result of a verification. */
export interface ChainVerification {
  /** Whether nothing was found. */
  readonly ok: boolean;
  /** Entries of all chains whose content and place are right. */
  readonly verified: number;
  readonly chains: readonly ChainSummary[];
  readonly findings: readonly ChainFinding[];
}

/** Takes records one by one, in any order, and keeps of each only its place; hashing is done as they come. */
export interface ChainVerifier {
  /** Takes an audit record; a checkpoint's record is taken as a checkpoint. Repeated records count once. */
  addEntry(entry: ChainEntry): void;
  /** Takes a checkpoint that was kept elsewhere. */
  addCheckpoint(checkpoint: SignedCheckpoint): void;
  /** Judges what was taken so far. */
  finish(): ChainVerification;
}

/** Verifies audit records against each other and against checkpoints; `publicKeys` empty = signatures are not checked. */
export function createChainVerifier(
  publicKeys: readonly VerifyingKey[] = [],
  options: VerifyOptions = {},
): ChainVerifier {
  return new Verification(publicKeys, options);
}

/** What is known of one chain while records come in. */
interface Collected {
  readonly links: Map<number, ChainLink[]>;
  readonly checkpoints: SignedCheckpoint[];
}

class Verification implements ChainVerifier {
  readonly #publicKeys: readonly VerifyingKey[];
  readonly #sha256: Sha256;
  readonly #completeFromUnixNano: bigint | undefined;
  readonly #chains = new Map<string, Collected>();
  readonly #findings: ChainFinding[] = [];
  /** What has been judged once and needs no second look. */
  readonly #seen = new Set<string>();

  constructor(publicKeys: readonly VerifyingKey[], { sha256 = portableSha256, completeFromUnixNano }: VerifyOptions) {
    this.#publicKeys = publicKeys;
    this.#sha256 = sha256;
    this.#completeFromUnixNano = completeFromUnixNano;
  }

  addEntry(entry: ChainEntry): void {
    if (isCheckpointEntry(entry)) this.#addCheckpointEntry(entry);
    else this.#addLink(entry);
  }

  addCheckpoint(checkpoint: SignedCheckpoint): void {
    const { chain, headSeq: seq, headHash, count, timestampUnixNano, keyId, signature } = checkpoint;
    if (this.#isSeen(JSON.stringify([chain, seq, headHash, count, String(timestampUnixNano), keyId, signature])))
      return;
    const verdict = this.#publicKeys.length === 0 ? 'valid' : verifyCheckpoint(checkpoint, this.#publicKeys);
    if (verdict === 'valid') {
      this.#chainNamed(chain).checkpoints.push(checkpoint);
      return;
    }
    const reason = verdict === 'unknown-key' ? `is signed with the unknown key ${keyId}` : 'has a wrong signature';
    this.#findings.push({ kind: verdict, chain, seq, words: `the checkpoint of entry ${seq} ${reason}` });
  }

  finish(): ChainVerification {
    const judged = [...this.#chains].map(([chain, { links, checkpoints }]) => {
      const evidence = { chain, links, checkpoints, completeFromUnixNano: this.#completeFromUnixNano };
      const judgement = judgeChain(evidence, this.#sha256);
      return { summary: summarise(chain, judgement, checkpoints.length), findings: judgement.findings };
    });
    const findings = [...this.#findings, ...judged.flatMap((one) => one.findings)];
    const chains = judged.map(({ summary }) => summary);
    const verified = chains.reduce((sum, one) => sum + one.verified, 0);
    return { ok: findings.length === 0, verified, chains, findings };
  }

  #addCheckpointEntry(entry: ChainEntry): void {
    const checkpoint = narrowCheckpoint(entry);
    if (checkpoint !== undefined) this.addCheckpoint(checkpoint);
    else this.#addFinding(entry, 'bad-signature', 'a checkpoint record is unreadable');
  }

  #addLink(entry: ChainEntry): void {
    const link = narrowChainLink(entry, this.#sha256);
    if (link === undefined) {
      if (hasChainFields(entry)) this.#addFinding(entry, 'edited', 'the chain fields of a record are unreadable');
      else this.#addFinding(entry, 'unchained', 'a record has no chain fields');
      return;
    }
    const { links } = this.#chainNamed(link.chain);
    const present = links.get(link.seq);
    if (present === undefined) links.set(link.seq, [link]);
    else if (!present.some((other) => isSameLink(other, link))) present.push(link);
  }

  #addFinding(entry: ChainEntry, kind: ChainFindingKind, words: string): void {
    if (this.#isSeen(`${kind} ${entry.uid}`)) return;
    this.#findings.push({ kind, chain: chainOf(entry), uid: entry.uid, words });
  }

  #isSeen(what: string): boolean {
    const isSeen = this.#seen.has(what);
    this.#seen.add(what);
    return isSeen;
  }

  #chainNamed(chain: string): Collected {
    const known = this.#chains.get(chain) ?? { links: new Map<number, ChainLink[]>(), checkpoints: [] };
    this.#chains.set(chain, known);
    return known;
  }
}

function isSameLink(a: ChainLink, b: ChainLink): boolean {
  return a.uid === b.uid && a.hash === b.hash && a.contentHash === b.contentHash;
}

function summarise(chain: string, { links, findings }: ChainJudgement, checkpoints: number): ChainSummary {
  const firstSeq = links[0]?.seq;
  const lastSeq = links.at(-1)?.seq;
  const doubtful = findings.filter(({ kind }) => kind !== 'inserted' && kind !== 'missing' && kind !== 'tail-cut');
  const doubtfulSeqs = new Set(doubtful.map(({ seq }) => seq));
  const rewritten = doubtful.filter(({ kind }) => kind === 'rewritten');
  const isDoubtful = ({ seq }: ChainLink): boolean =>
    doubtfulSeqs.has(seq) || rewritten.some((one) => seq >= (one.seq ?? 0) && seq <= (one.lastSeq ?? 0));
  const verified = links.filter((link) => !isDoubtful(link)).length;
  return { chain, firstSeq, lastSeq, verified, checkpoints, words: summaryInWords(firstSeq, lastSeq) };
}

function summaryInWords(firstSeq: number | undefined, lastSeq: number | undefined): string {
  if (firstSeq === undefined || lastSeq === undefined) return 'no entries';
  const entries = entriesInWords(firstSeq, lastSeq);
  if (firstSeq === 1) return entries;
  return `${entries}; begins at ${firstSeq}: what came before has expired or lies outside the range`;
}
