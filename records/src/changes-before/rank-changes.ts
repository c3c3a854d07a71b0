import type { AuditRecord, BotRecord } from '../record/bot-record.ts';
import type { FailurePoint, StepTerms } from './failure-point.ts';
import { listTexts } from './list-texts.ts';

/**
 * How near a change is to a failure. `named`: what was changed is the step or flow itself, or occurs in what the step
 * called, took in or said. `earlier-step`: the same of a step of the turn before it. `same-flow`: it belongs to the same flow. `before`: it only came before.
 */
export type Nearness = 'named' | 'earlier-step' | 'same-flow' | 'before';

/** A change that came before a failure. */
export interface ChangeBefore {
  readonly record: AuditRecord;
  readonly nearness: Nearness;
}

const ORDER: readonly Nearness[] = ['named', 'earlier-step', 'same-flow', 'before'];
/** Shorter names and ids are found in anything. */
const SHORTEST_NAME = 3;
/** Shorter texts of a state are found in any sentence. */
const SHORTEST_TEXT = 12;

/** Changes before a failure, the nearest first and of equally near ones the newest. Others than changes are left out. */
export function rankChanges(records: readonly BotRecord[], failure: FailurePoint): readonly ChangeBefore[] {
  return records
    .filter((record) => record.type === 'audit')
    .filter((record) => isChange(record) && record.timestampUnixNano < failure.timeUnixNano)
    .map((record) => ({ record, nearness: toNearness(record, failure) }))
    .sort((a, b) => ORDER.indexOf(a.nearness) - ORDER.indexOf(b.nearness) || compareNewest(a.record, b.record));
}

/** What people do around a bot, such as flagging or downloading, changes nothing that it works with. */
const OTHER_CATEGORIES = ['user_interaction', 'file_access'];

/** A log-in has no states at all. */
function isChange({ body, category }: AuditRecord): boolean {
  if (OTHER_CATEGORIES.includes(category ?? '') || body === undefined) return false;
  return [body.before, body.after, body.delta, body.paths].some((state) => state !== undefined && state !== null);
}

function compareNewest(a: AuditRecord, b: AuditRecord): number {
  return a.timestampUnixNano > b.timestampUnixNano ? -1 : 1;
}

function toNearness(record: AuditRecord, failure: FailurePoint): Nearness {
  const { body } = record;
  const texts = listTexts([body?.before, body?.after, body?.delta]);
  const flows = failure.flowNames.map(fold);
  if (isEntityOf(record, failure.flowNames) || isMetBy(record, texts, failure)) return 'named';
  if (isMetBy(record, texts, failure.earlier)) return 'earlier-step';
  const own = [...texts, ...listTexts([body?.context])].map(fold);
  return own.some((text) => flows.includes(text)) ? 'same-flow' : 'before';
}

/** Whether a step is what was changed, or met it. */
function isMetBy(record: AuditRecord, texts: readonly string[], terms: StepTerms): boolean {
  const { entityId = '', entityName = '' } = record;
  if (isEntityOf(record, terms.stepNames) || isNamedIn(entityName, entityId, terms)) return true;
  return texts.some((text) => occursIn(text, terms));
}

function isEntityOf({ entityId = '', entityName = '' }: AuditRecord, names: readonly string[]): boolean {
  const folded = names.map(fold);
  return folded.includes(fold(entityId)) || folded.includes(fold(entityName));
}

function fold(text: string): string {
  return text.toLowerCase();
}

/** Whether the entity's name stands in what the step said, or its id in an address. */
function isNamedIn(name: string, id: string, { stepNames, texts, addresses }: StepTerms): boolean {
  const isNamed =
    name.length >= SHORTEST_NAME && [...stepNames, ...texts].some((text) => fold(text).includes(fold(name)));
  return isNamed || (id.length >= SHORTEST_NAME && addresses.some((address) => toWords(address).includes(id)));
}

function toWords(address: string): readonly string[] {
  return address.split(/[^\p{L}\p{N}_-]+/u);
}

/** Whether a text of the entity's state is a part of an address that was called, or of what went through the step. */
function occursIn(text: string, { addresses, texts }: StepTerms): boolean {
  const isPath = /^\/[^/\s]{2}/.test(text);
  if (isPath && addresses.some((address) => address.includes(text))) return true;
  if (/^https?:\/\//i.test(text)) return addresses.some((address) => isSameHost(text, address));
  return text.length >= SHORTEST_TEXT && texts.some((candidate) => candidate.includes(text));
}

function isSameHost(url: string, address: string): boolean {
  const host = URL.canParse(url) ? new URL(url) : undefined;
  if (!host) return false;
  const called = URL.canParse(address) ? new URL(address).host : undefined;
  return called === host.host || address === host.host || address === host.hostname;
}
