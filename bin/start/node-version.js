/** Says so, in words, when Node is too old to run the rest. */

const OLDEST = [20, 20];

export function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  process.stderr.write(
    `Meterbook needs Node.js ${OLDEST.join('.')} or later, and this is ${process.versions.node}. ` +
      'Get a newer one from https://nodejs.org.\n',
  );
  process.exit(1);
}
