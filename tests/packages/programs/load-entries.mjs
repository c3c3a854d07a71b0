// Imports each entry that is named; prints how many names each has.
const counts = {};
for (const name of process.argv.slice(2)) counts[name] = Object.keys(await import(name)).length;
process.stdout.write(`\n${JSON.stringify(counts)}\n`);
