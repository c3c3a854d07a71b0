import { killAtAims } from './rows/aimed-kills.ts';
import { killBots } from './rows/bot-kills.ts';
import { killStandalone } from './rows/standalone-kills.ts';
import { misanswer } from './rows/collector-answers.ts';
import { failDisk } from './rows/disk-faults.ts';
import { cutPower } from './rows/power-cuts.ts';
import { seedSecrets } from './rows/redaction.ts';
import { stopStandalone } from './rows/standalone-outage.ts';
import { setClocks } from './rows/wrong-clocks.ts';
import { readArguments, runProgrammes } from './run-programmes.ts';

/** Figures of the two profiles: what each change must pass, and the long run. */
const PROFILES = {
  ci: {
    botKills: 80,
    aimedKills: 10,
    standaloneKills: 20,
    powerCuts: 60,
    diskRounds: 1,
    clockRounds: 1,
    outageMillis: 60_000,
    secrets: 560,
    harmless: 2_300,
  },
  full: {
    botKills: 700,
    aimedKills: 300,
    standaloneKills: 1000,
    powerCuts: 500,
    diskRounds: 10,
    clockRounds: 10,
    outageMillis: 600_000,
    secrets: 7_000,
    harmless: 46_000,
  },
} as const;
/** The harmless texts and the secrets of a seed are the same in every run. */
const SECRETS_SEED = 20_261_121;
const { isFull, wanted } = readArguments(process.argv.slice(2));
const profile = PROFILES[isFull ? 'full' : 'ci'];

const allPassed = await runProgrammes(
  [
    { row: 'R1', run: () => killBots(profile.botKills) },
    { row: 'R1-aimed', run: () => killAtAims(profile.aimedKills) },
    { row: 'R2', run: () => killStandalone(profile.standaloneKills) },
    { row: 'R3', run: () => cutPower(profile.powerCuts) },
    { row: 'R4', run: () => stopStandalone(profile.outageMillis) },
    { row: 'R4-answers', run: misanswer },
    { row: 'R5', run: () => failDisk(profile.diskRounds) },
    { row: 'R7', run: () => setClocks(profile.clockRounds) },
    { row: 'R11', run: () => seedSecrets(profile.secrets, profile.harmless, SECRETS_SEED) },
  ],
  wanted,
);
process.exit(allPassed ? 0 : 1);
