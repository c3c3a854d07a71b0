import { listAllCases, listCoreCases } from './call-cases.ts';
import { runMatrix } from './run-matrix.ts';

// `npm run check:calls`: calls by every client, each made unwatched and recorded; `--full`: all combinations.
const PRINTED_PROBLEMS = 60;
const cases = process.argv.includes('--full') ? listAllCases() : listCoreCases();
const problems = await runMatrix(cases);
const failed = new Set(problems.map((problem) => problem.split(' ')[0])).size;
for (const problem of problems.slice(0, PRINTED_PROBLEMS)) console.log(`FAILED ${problem}`);
if (problems.length > PRINTED_PROBLEMS) console.log(`and ${problems.length - PRINTED_PROBLEMS} more`);
console.log(`passed ${cases.length - failed} of ${cases.length} calls: client, method, body, answer, failure`);
console.log(`${cases.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
