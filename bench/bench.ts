/** `npm run bench`: how fast a debit is; `npm run bench -- pages`: what pages take. docs/bench.md says more of each. */
const [what, ...rest] = process.argv.slice(2);
if (what === 'pages') {
  process.argv.splice(2, Infinity, ...rest);
  await import('./pages');
} else {
  await import('./debits');
}
export {};
