import { deepEqual, equal, ok } from 'node:assert/strict';
import type { LogcliRun } from './run-logcli.ts';

/** What must be the same of two runs. Throws where it is not. */
export type CompareRuns = (loki: LogcliRun, standalone: LogcliRun) => void;

/** Loki estimates from its chunks, standalone counts lines and attributes. */
const FACTOR = 3;

const isNear = (a: number, b: number): boolean => a > 0 && b > 0 && a <= FACTOR * b && b <= FACTOR * a;

function checkCodes(loki: LogcliRun, standalone: LogcliRun): void {
  equal(loki.code, 0, `logcli against Loki: ${loki.stderr}`);
  equal(standalone.code, 0, `logcli against standalone: ${standalone.stderr}`);
  ok(loki.stdout.length > 0, 'Loki has nothing to compare');
}

/** The same output, byte for byte. */
export function compareOutput(loki: LogcliRun, standalone: LogcliRun): void {
  checkCodes(loki, standalone);
  equal(standalone.stdout, loki.stdout);
}

/** The same lines; Loki gives them in an order that changes from time to time. */
export function compareLines(loki: LogcliRun, standalone: LogcliRun): void {
  checkCodes(loki, standalone);
  const toLines = ({ stdout }: LogcliRun): readonly string[] => stdout.split('\n').sort();
  deepEqual(toLines(standalone), toLines(loki));
}

interface Volume {
  readonly metric: Readonly<Record<string, string>>;
  readonly value?: readonly [number, string];
  readonly values?: readonly (readonly [number, string])[];
}

function toVolumes({ stdout }: LogcliRun): ReadonlyMap<string, number> {
  const series = JSON.parse(stdout) as readonly Volume[];
  return new Map(
    series.map(({ metric, value, values = value ? [value] : [] }) => [
      JSON.stringify(Object.entries(metric).sort()),
      values.reduce((sum, [, bytes]) => sum + Number(bytes), 0),
    ]),
  );
}

/** The same label sets with about the same number of bytes each. */
export function compareVolumes(loki: LogcliRun, standalone: LogcliRun): void {
  checkCodes(loki, standalone);
  const [theirs, ours] = [toVolumes(loki), toVolumes(standalone)];
  deepEqual([...ours.keys()].sort(), [...theirs.keys()].sort());
  for (const [key, bytes] of theirs) {
    ok(isNear(bytes, ours.get(key) ?? 0), `${key} has ${bytes} bytes in Loki, ${ours.get(key)} in standalone`);
  }
}

/** The same number of streams, and about as many entries: of a chunk that reaches out of the range, Loki counts a share. */
export function compareStats(loki: LogcliRun, standalone: LogcliRun): void {
  checkCodes(loki, standalone);
  const figure = ({ stdout }: LogcliRun, name: string): number =>
    Number(new RegExp(`${name}: (\\d+)`).exec(stdout)?.[1]);
  equal(figure(standalone, 'streams'), figure(loki, 'streams'));
  const [theirs, ours] = [figure(loki, 'entries'), figure(standalone, 'entries')];
  ok(isNear(theirs, ours), `${theirs} entries in Loki, ${ours} in standalone`);
}

/** Both refuse it for the same kind of mistake. */
export function compareMistakes(loki: LogcliRun, standalone: LogcliRun): void {
  const kindOf = ({ code, stderr }: LogcliRun): readonly unknown[] => [
    code,
    /error response from server: (\w+ \w+)/.exec(stderr)?.[1],
  ];
  equal(loki.code, 1);
  deepEqual(kindOf(standalone), kindOf(loki));
}
