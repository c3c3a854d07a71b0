import { resolveCapture, type CapturePlace, type CaptureRule, type CaptureSelector } from '@botscope/conventions';
import { toCaptureDecision, type CaptureDecision } from './capture-decision.ts';

/** Where a process runs, as its resource says; absent: not known, and matched only by rules that do not name it. */
export type CaptureProcess = Pick<CapturePlace, 'environment' | 'server' | 'service'>;

/** What holds for a bot's flow and step; undefined: outside any. */
export type DecideCapture = (
  bot: string | undefined,
  operation: string | undefined,
  action: string | undefined,
) => CaptureDecision;

/** The rules of a process with their decisions, each made once. */
export interface CaptureTable {
  /** Rules that can concern the process. */
  readonly ruleCount: number;
  readonly decide: DecideCapture;
}

const OTHER = 0;
const MOST_REMEMBERED = 10_000;

/**
 * Compiles rules for a process. An id that no rule names is like any other such id, so what is remembered is bounded by the
 * rules and not by what the bot does.
 */
export function createCaptureTable(rules: readonly CaptureRule[], process: CaptureProcess): CaptureTable {
  const own = rules.filter((rule) => concerns(rule, process));
  const [bots, operations, actions] = [toPlaces(own, 'bot'), toPlaces(own, 'operation'), toPlaces(own, 'action')];
  const known = new Map<number, CaptureDecision>();
  const make = (place: number, bot?: string, operation?: string, action?: string): CaptureDecision => {
    const decision = toCaptureDecision(resolveCapture(own, { ...process, bot, operation, action }));
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(place, decision);
    return decision;
  };
  if (bots.size + operations.size + actions.size === 0) {
    const only = make(OTHER);
    return { ruleCount: own.length, decide: () => only };
  }
  return {
    ruleCount: own.length,
    decide: (bot, operation, action) => {
      const flow = toPlace(bots, bot) * (operations.size + 1) + toPlace(operations, operation);
      const place = flow * (actions.size + 1) + toPlace(actions, action);
      return known.get(place) ?? make(place, bot, operation, action);
    },
  };
}

function concerns(rule: CaptureRule, process: CaptureProcess): boolean {
  return (['environment', 'server', 'service'] as const).every(
    (name) => rule[name] === undefined || rule[name] === process[name],
  );
}

/** Numbers of the ids that rules name, from 1 on. */
function toPlaces(rules: readonly CaptureRule[], selector: CaptureSelector): ReadonlyMap<string, number> {
  const ids = new Set(rules.map((rule) => rule[selector]).filter((id) => id !== undefined));
  return new Map([...ids].map((id, index) => [id, index + 1]));
}

function toPlace(places: ReadonlyMap<string, number>, id: string | undefined): number {
  return id === undefined || places.size === 0 ? OTHER : (places.get(id) ?? OTHER);
}
