/** `npm run bench`: how fast a debit is; `-- pages`: what pages take. docs/bench.md says more of each. */
export {};

const [, , what] = process.argv;
if (what === 'pages') {
  process.argv.splice(2, 1);
  await import('./pages');
} else {
  await import('./debits');
}
